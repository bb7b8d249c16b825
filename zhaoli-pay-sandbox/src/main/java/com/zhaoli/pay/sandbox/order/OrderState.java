package com.zhaoli.pay.sandbox.order;

/** How far a payer has come with an order. */
public enum OrderState {
  /** A code is out; nobody has scanned it. Alipay has no trade yet. */
  CREATED,
  /** A payer has scanned the code and not paid. */
  SCANNED,
  /** Paid. */
  PAID,
  /** Closed unpaid, by the merchant or by time. */
  CLOSED
}
