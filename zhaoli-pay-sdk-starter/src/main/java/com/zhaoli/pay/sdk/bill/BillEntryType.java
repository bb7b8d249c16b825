package com.zhaoli.pay.sdk.bill;

import com.zhaoli.pay.sdk.json.Words;

/** What a line of a statement is about. */
public enum BillEntryType {
  PAYMENT,
  REFUND,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static BillEntryType of(String word) {
    return Words.constant(BillEntryType.class, word, UNKNOWN);
  }
}
