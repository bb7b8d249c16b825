package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.json.Words;

/** What somebody may do at a terminal. */
public enum CashierRole {
  CASHIER,
  /** Allows refunds, too. */
  SUPERVISOR,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static CashierRole of(String word) {
    return Words.constant(CashierRole.class, word, UNKNOWN);
  }
}
