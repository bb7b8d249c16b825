package com.zhaoli.pay.sdk.payment;

/** Where a payment stands. */
public enum PaymentStatus {
  CREATED,
  PAYING,
  SUCCEEDED,
  CLOSED,
  FAILED,
  REVERSED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static PaymentStatus of(String word) {
    for (PaymentStatus value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return UNKNOWN;
  }
}
