package com.zhaoli.pay.signing;

import java.util.Objects;

/**
 * The secret half of a merchant's credential. Never printed: {@link #toString()} is masked.
 *
 * @param appSecret the secret of one key
 * @param salt belongs to the merchant, not to the key; empty for terminals
 */
public record SigningKey(String appSecret, String salt) {

  public SigningKey {
    Objects.requireNonNull(appSecret, "appSecret");
    Objects.requireNonNull(salt, "salt");
    if (appSecret.isEmpty()) {
      throw new IllegalArgumentException("the app secret is empty");
    }
  }

  @Override
  public String toString() {
    return "SigningKey[***]";
  }
}
