package com.zhaoli.pay.demoshop.order;

/** Where an order stands. Only a verified webhook says that money came or went back. */
public enum OrderStatus {
  /** The payment is being created. */
  NEW,
  WAITING_FOR_PAYMENT,
  PAID,
  /** The customer wants the money back, and the platform has not said yet that it is. */
  REFUNDING,
  PARTLY_REFUNDED,
  REFUNDED,
  CLOSED,
  FAILED,
  /** Its payment has another amount than the order: somebody of the shop has to look. */
  NEEDS_A_PERSON
}
