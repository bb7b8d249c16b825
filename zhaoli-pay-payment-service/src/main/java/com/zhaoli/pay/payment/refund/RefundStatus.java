package com.zhaoli.pay.payment.refund;

/** The states of a refund (design, "Payment state"). */
public enum RefundStatus {
  /** The channel is at it, or its answer is not known; the sync owns it. */
  PROCESSING,
  /** The money is back. */
  SUCCEEDED,
  /** The channel refused for good: the money is not back. */
  FAILED
}
