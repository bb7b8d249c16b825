package com.zhaoli.pay.payment.account;

/** Whether new orders go to an account. */
public enum AccountStatus {
  /** Takes the money of its merchant's new orders. */
  ACTIVE,
  /** Takes no new orders; those it has are still queried, refunded and told of by callbacks. */
  DISABLED
}
