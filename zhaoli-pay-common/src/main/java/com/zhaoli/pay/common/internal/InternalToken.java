package com.zhaoli.pay.common.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The credential in {@code X-Zhaoli-Internal}: {@code v1.<caller>.<expiry, epoch seconds>.<hex
 * HMAC-SHA256>}. It lives for one minute and proves that the caller holds the platform's internal
 * key; it does not bind the request. Thread-safe.
 */
public final class InternalToken {
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final int KEY_BYTES = 32;
  private static final int MAX_LENGTH = 200;

  private final SecretKeySpec key;
  private final Clock clock;

  /**
   * @param base64Key base64 of at least 32 bytes
   * @throws IllegalArgumentException when the key is too short or no base64
   */
  public InternalToken(String base64Key, Clock clock) {
    byte[] bytes = Base64.getDecoder().decode(base64Key);
    if (bytes.length < KEY_BYTES) {
      throw new IllegalArgumentException("The internal key has fewer than 32 bytes.");
    }
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
    this.clock = clock;
  }

  /** A token in the name of {@code caller}, a service name of {@code [a-z0-9-]}. */
  public String issue(String caller) {
    String claims = "v1." + caller + "." + clock.instant().plus(LIFETIME).getEpochSecond();
    return claims + "." + mac(claims);
  }

  /** Whether the token is ours and still valid; false for null and for anything malformed. */
  public boolean verify(@Nullable String token) {
    if (token == null || token.length() > MAX_LENGTH) {
      return false;
    }
    int macAt = token.lastIndexOf('.');
    if (macAt < 0 || !token.startsWith("v1.")) {
      return false;
    }
    String claims = token.substring(0, macAt);
    byte[] expected = mac(claims).getBytes(StandardCharsets.US_ASCII);
    byte[] shown = token.substring(macAt + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, shown)) {
      return false;
    }
    // Behind the signature check the claims are our own writing, so they parse.
    long expiry = Long.parseLong(claims.substring(claims.lastIndexOf('.') + 1));
    long now = clock.instant().getEpochSecond();
    return now <= expiry && expiry <= now + 2 * LIFETIME.toSeconds();
  }

  private String mac(String claims) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(claims.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JRE has HmacSHA256.", e);
    }
  }
}
