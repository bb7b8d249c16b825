package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens. A plain token ends the one before it five minutes later; a stable one stays the
 * same until five minutes before its end, or until it is refreshed by force.
 */
final class AccessTokens {
  private static final Duration LIFE = Duration.ofHours(2);
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final int MAX_TOKENS = 1_000;

  private final OfficialAccountKeys keys;
  private final Clock clock;
  private final JournaledMap<Token> tokens;

  AccessTokens(AccountJournal journal, OfficialAccountKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.tokens =
        journal.open(
            "access-tokens",
            Token.class,
            MAX_TOKENS,
            token -> !token.expiresAt().isAfter(clock.instant()));
  }

  /** What is given out: the token and how many seconds it lasts. */
  record Issued(String accessToken, long expiresIn) {}

  private record Token(String value, boolean stable, boolean current, Instant expiresAt) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /** A new plain token. */
  Issued issuePlain(@Nullable String grantType, @Nullable String appId, @Nullable String secret) {
    authenticate(grantType, appId, secret);
    synchronized (this) {
      return replace(false);
    }
  }

  /** The stable token; a new one when it is about to end or {@code force} asks for it. */
  Issued issueStable(
      @Nullable String grantType, @Nullable String appId, @Nullable String secret, boolean force) {
    authenticate(grantType, appId, secret);
    synchronized (this) {
      Instant now = clock.instant();
      Optional<Token> current = current(true);
      if (!force && current.isPresent() && current.get().expiresAt().isAfter(now.plus(OVERLAP))) {
        return issued(current.get(), now);
      }
      return replace(true);
    }
  }

  /** Whether it is a token of this account, also one that has ended. */
  boolean gave(String accessToken) {
    return tokens.get(accessToken).isPresent();
  }

  /** Passes when the token is valid, else throws the errcode that WeChat answers. */
  void check(@Nullable String accessToken) {
    if (accessToken == null || accessToken.isEmpty()) {
      throw new WechatError(41001, "access_token missing");
    }
    Token token =
        tokens
            .get(accessToken)
            .orElseThrow(
                () ->
                    new WechatError(
                        40001, "invalid credential, access_token is invalid or not latest"));
    if (!token.expiresAt().isAfter(clock.instant())) {
      throw new WechatError(42001, "access_token expired");
    }
  }

  private void authenticate(
      @Nullable String grantType, @Nullable String appId, @Nullable String secret) {
    if (!"client_credential".equals(grantType)) {
      throw new WechatError(40002, "invalid grant_type");
    }
    if (appId == null || appId.isEmpty()) {
      throw new WechatError(41002, "appid missing");
    }
    if (secret == null || secret.isEmpty()) {
      throw new WechatError(41004, "appsecret missing");
    }
    if (!keys.appId().equals(appId)) {
      throw new WechatError(40013, "invalid appid");
    }
    boolean same =
        MessageDigest.isEqual(
            keys.appSecret().value().getBytes(StandardCharsets.UTF_8),
            secret.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      throw new WechatError(40125, "invalid appsecret");
    }
  }

  private Optional<Token> current(boolean stable) {
    List<Token> found = tokens.newest(1, token -> token.stable() == stable && token.current());
    return found.stream().findFirst();
  }

  private Issued replace(boolean stable) {
    Instant now = clock.instant();
    Instant overlapEnds = now.plus(OVERLAP);
    current(stable)
        .ifPresent(
            old ->
                tokens.put(
                    old.value(),
                    new Token(
                        old.value(),
                        stable,
                        false,
                        old.expiresAt().isBefore(overlapEnds) ? old.expiresAt() : overlapEnds)));
    Token token = new Token("90_" + Randoms.alphanumeric(130), stable, true, now.plus(LIFE));
    tokens.put(token.value(), token);
    return issued(token, now);
  }

  private static Issued issued(Token token, Instant now) {
    return new Issued(token.value(), Duration.between(now, token.expiresAt()).toSeconds());
  }
}
