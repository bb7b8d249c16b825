package com.zhaoli.pay.pos.cashier;

/** What a cashier may do. */
public enum CashierRole {
  CASHIER,
  /** Also allows refunds. */
  SUPERVISOR
}
