package com.zhaoli.pay.pos.cashier;

/** Whether a cashier may sign in. */
public enum CashierStatus {
  ACTIVE,
  DISABLED
}
