package com.zhaoli.pay.demoshop.order;

/** Where an order stands. Only a verified webhook moves it on from waiting. */
public enum OrderStatus {
  /** The payment is being created. */
  NEW,
  WAITING_FOR_PAYMENT,
  PAID,
  CLOSED,
  FAILED
}
