package com.zhaoli.pay.signing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/**
 * A webhook endpoint's secret, {@code whsec_} followed by the base64 of 32 bytes. The decoded bytes
 * are the HMAC key. {@link #toString()} is masked.
 *
 * @param value the whole text, with its prefix
 */
public record WebhookSecret(String value) {

  public static final String PREFIX = "whsec_";

  private static final int KEY_BYTES = 32;

  /**
   * Takes the text only when it is such a secret.
   *
   * @throws IllegalArgumentException when the text is not such a secret; the message does not
   *     repeat it
   */
  public WebhookSecret {
    Objects.requireNonNull(value, "value");
    if (!value.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a webhook secret begins with " + PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(value.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // The cause quotes the offending character of a secret, so it is not passed on.
      throw new IllegalArgumentException("a webhook secret is base64 after " + PREFIX);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a webhook secret holds " + KEY_BYTES + " bytes");
    }
  }

  /** A new secret from the given source of randomness. */
  public static WebhookSecret generate(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  byte[] key() {
    return Base64.getDecoder().decode(value.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return "WebhookSecret[***]";
  }
}
