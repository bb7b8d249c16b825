package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.signing.SigningKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the one app, two in force at most. */
final class AppKeys {

  private static final int SECRET_BYTES = 32;
  private static final int LISTED = 50;
  private static final int KEPT = 1_000;
  private static final long DEFAULT_OVERLAP_SECONDS = 86_400;
  private static final long MAX_OVERLAP_SECONDS = 604_800;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final List<Key> keys = new ArrayList<>();

  AppKeys(Clock clock) {
    this.clock = clock;
    reset();
  }

  /** Back to the one key of the beginning. */
  synchronized void reset() {
    keys.clear();
    keys.add(
        new Key(FakeZhaoliPay.APP_KEY, FakeZhaoliPay.APP_SECRET, clock.instant(), null, false));
  }

  /** The key of that id; null unless it is in force. */
  synchronized @Nullable SigningKey inForce(String keyId) {
    Instant now = clock.instant();
    return keys.stream()
        .filter(key -> key.keyId().equals(keyId) && key.isInForce(now))
        .findFirst()
        .map(key -> new SigningKey(key.secret(), FakeZhaoliPay.SALT))
        .orElse(null);
  }

  synchronized JsonBody list() {
    Instant now = clock.instant();
    List<Key> newestFirst = new ArrayList<>(keys);
    Collections.reverse(newestFirst);
    return new JsonBody()
        .withAll(
            "items",
            newestFirst.stream()
                .sorted(Comparator.comparing((Key key) -> !key.isInForce(now)))
                .limit(LISTED)
                .map(key -> key.toJson(now))
                .toList());
  }

  synchronized JsonBody rotate(Fields request) {
    Long asked = request.number("overlapSeconds");
    long overlap = asked == null ? DEFAULT_OVERLAP_SECONDS : asked;
    if (overlap < 0 || overlap > MAX_OVERLAP_SECONDS) {
      throw new Refusal(
          PlatformError.REQUEST_INVALID,
          "overlapSeconds",
          overlap < 0
              ? "must be greater than or equal to 0"
              : "must be less than or equal to " + MAX_OVERLAP_SECONDS);
    }
    Instant now = clock.instant();
    if (keys.size() >= KEPT
        || (overlap > 0 && keys.stream().filter(key -> key.isInForce(now)).count() > 1)) {
      throw new Refusal(PlatformError.KEY_LIMIT_REACHED);
    }
    Instant othersEndAt = now.plusSeconds(overlap);
    keys.replaceAll(key -> key.isInForce(now) ? key.endingAt(othersEndAt) : key);
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    Key made =
        new Key(
            "key_" + (keys.size() + 1),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            now,
            null,
            false);
    keys.add(made);
    return new JsonBody()
        .with("appId", FakeZhaoliPay.APP_ID)
        .with("keyId", made.keyId())
        .with("appSecret", made.secret())
        .with("createdAt", made.createdAt().toString())
        .with("replacedKeysEndAt", othersEndAt.toString());
  }

  synchronized void revoke(String keyId) {
    Instant now = clock.instant();
    Key found =
        keys.stream()
            .filter(key -> key.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(() -> new Refusal(PlatformError.KEY_NOT_FOUND));
    if (!found.isInForce(now)) {
      return;
    }
    if (keys.stream().filter(key -> key.isInForce(now)).count() == 1) {
      throw new Refusal(PlatformError.KEY_IS_LAST);
    }
    keys.replaceAll(
        key -> {
          if (key.keyId().equals(keyId)) {
            return key.revoked();
          }
          // The one that is left does not run out.
          return key.isInForce(now) ? key.endingAt(null) : key;
        });
  }

  private record Key(
      String keyId,
      String secret,
      Instant createdAt,
      @Nullable Instant expiresAt,
      boolean isRevoked) {

    boolean isInForce(Instant now) {
      return !isRevoked && (expiresAt == null || now.isBefore(expiresAt));
    }

    Key endingAt(@Nullable Instant end) {
      return new Key(keyId, secret, createdAt, end, isRevoked);
    }

    Key revoked() {
      return new Key(keyId, secret, createdAt, expiresAt, true);
    }

    JsonBody toJson(Instant now) {
      return new JsonBody()
          .with("keyId", keyId)
          .with("status", isRevoked ? "REVOKED" : isInForce(now) ? "ACTIVE" : "EXPIRED")
          .with("createdAt", createdAt.toString())
          .with("expiresAt", expiresAt == null ? null : expiresAt.toString());
    }

    @Override
    public String toString() {
      return "Key[" + keyId + "]";
    }
  }
}
