package com.zhaoli.pay.payment.account;

/** What operators do to accounts that is put on record. */
public enum AccountAction {
  CREATED,
  CHANGED,
  ENABLED,
  DISABLED,
  /** The stored settings were tried at the channel. */
  TRIED
}
