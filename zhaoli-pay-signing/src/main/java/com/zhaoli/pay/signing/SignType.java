package com.zhaoli.pay.signing;

import java.util.Optional;

/** The two signature algorithms of the open API. */
public enum SignType {
  /** Recommended. */
  HMAC_SHA256("HMAC-SHA256", 64),
  /** Kept for merchants whose systems know nothing newer. */
  MD5("MD5", 32);

  private final String headerValue;
  private final int hexLength;

  SignType(String headerValue, int hexLength) {
    this.headerValue = headerValue;
    this.hexLength = hexLength;
  }

  /** The value as it stands in {@code X-Zhaoli-Sign-Type}. */
  public String headerValue() {
    return headerValue;
  }

  /** How many hex digits a signature of this type has. */
  public int hexLength() {
    return hexLength;
  }

  /** Reads the header's value; case matters, as in the spec. */
  public static Optional<SignType> of(String headerValue) {
    for (SignType type : values()) {
      if (type.headerValue.equals(headerValue)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
