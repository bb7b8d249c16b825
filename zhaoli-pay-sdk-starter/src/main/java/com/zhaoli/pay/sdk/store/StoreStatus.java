package com.zhaoli.pay.sdk.store;

import com.zhaoli.pay.sdk.json.Words;

/** Whether a store takes payments. */
public enum StoreStatus {
  OPEN,
  CLOSED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static StoreStatus of(String word) {
    return Words.constant(StoreStatus.class, word, UNKNOWN);
  }
}
