package com.zhaoli.pay.sdk.refund;

import com.zhaoli.pay.sdk.json.Words;

/** Where a refund stands. */
public enum RefundStatus {
  /** The wallet is at it, or its answer is not known: it ends by itself. */
  PROCESSING,
  /** The money is back. */
  SUCCEEDED,
  /** The wallet refused: the money is not back. */
  FAILED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static RefundStatus of(String word) {
    return Words.constant(RefundStatus.class, word, UNKNOWN);
  }
}
