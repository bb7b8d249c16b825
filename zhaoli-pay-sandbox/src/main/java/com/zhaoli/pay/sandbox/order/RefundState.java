package com.zhaoli.pay.sandbox.order;

/** Where a refund stands. */
public enum RefundState {
  /** Accepted; the money is under way. */
  PROCESSING,
  /** The payer has the money. */
  SUCCESS,
  /** The money cannot reach the payer. It stays set aside: it is neither here nor there. */
  ABNORMAL,
  /** Given up; the amount can be refunded anew. */
  CLOSED
}
