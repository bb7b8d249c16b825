package com.zhaoli.pay.payment.refund;

/** Who wanted a refund. */
public enum RefundOrigin {
  /** The merchant, out of what was paid. */
  MERCHANT,
  /** We, because no payment could take the money. It is not of the payment's books. */
  AUTO
}
