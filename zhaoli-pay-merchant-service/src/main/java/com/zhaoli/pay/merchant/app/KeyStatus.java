package com.zhaoli.pay.merchant.app;

/** Where a key stands. */
public enum KeyStatus {
  /** Signs, as long as its app does. */
  ACTIVE,
  /** Was replaced, and its overlap is over. */
  EXPIRED,
  /** Was ended at once. */
  REVOKED
}
