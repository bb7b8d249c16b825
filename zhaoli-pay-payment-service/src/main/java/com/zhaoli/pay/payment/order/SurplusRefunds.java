package com.zhaoli.pay.payment.order;

import java.time.Instant;

/** Gives money back that a channel took and no payment could take. */
public interface SurplusRefunds {

  /**
   * Records, in the current transaction, that the whole amount of the order that the payment was
   * read with goes back. From then on it has an owner that goes on until it is back.
   *
   * @param channelTradeNo the channel's number of that order
   * @return the refund's number
   */
  String begin(PaymentBO payment, String channelTradeNo, Instant now);
}
