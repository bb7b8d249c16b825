package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.json.Words;

/** Whether somebody can sign in. */
public enum CashierStatus {
  ACTIVE,
  DISABLED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static CashierStatus of(String word) {
    return Words.constant(CashierStatus.class, word, UNKNOWN);
  }
}
