package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.json.Words;

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
    return Words.constant(PaymentStatus.class, word, UNKNOWN);
  }
}
