package com.zhaoli.pay.sandbox.order;

/** How far a payer has come with an order. */
public enum OrderState {
  /** The order is out; nobody has opened it. Alipay has no trade yet. */
  CREATED,
  /** A payer has opened the order and not paid. */
  SCANNED,
  /** A barcode was scanned and the wallet waits for its owner. */
  PAYING,
  /** Paid; refunds do not change this. */
  PAID,
  /** Closed unpaid, by the merchant or by time. */
  CLOSED,
  /** Reversed by the merchant (WeChat Pay); what was paid went back. */
  REVERSED
}
