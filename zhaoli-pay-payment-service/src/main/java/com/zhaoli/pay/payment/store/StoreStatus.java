package com.zhaoli.pay.payment.store;

/** Whether a store takes payments. */
public enum StoreStatus {
  OPEN,
  CLOSED
}
