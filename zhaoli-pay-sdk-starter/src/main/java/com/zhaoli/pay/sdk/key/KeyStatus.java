package com.zhaoli.pay.sdk.key;

import com.zhaoli.pay.sdk.json.Words;

/** Where a key stands. */
public enum KeyStatus {
  ACTIVE,
  /** It was replaced, and its overlap is over. */
  EXPIRED,
  /** It was ended at once. */
  REVOKED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static KeyStatus of(String word) {
    return Words.constant(KeyStatus.class, word, UNKNOWN);
  }
}
