package com.zhaoli.pay.payment.channel;

/** What a channel tells, verified and read. */
public sealed interface CallbackNotice {

  /** The order that it is about, by the number that the channel knows. */
  String attemptNo();

  /** What became of an order. */
  record OfPayment(String attemptNo, ChannelOutcome outcome) implements CallbackNotice {}

  /**
   * What became of a refund.
   *
   * @param refundNo our number of it
   */
  record OfRefund(String attemptNo, String refundNo, RefundOutcome outcome)
      implements CallbackNotice {}
}
