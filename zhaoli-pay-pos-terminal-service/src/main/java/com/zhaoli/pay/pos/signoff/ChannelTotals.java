package com.zhaoli.pay.pos.signoff;

import com.zhaoli.pay.common.money.Money;

/** What one side has of a shift for one channel. */
public record ChannelTotals(
    String channel, long paymentCount, Money paymentAmount, long refundCount, Money refundAmount) {

  /** No business through the channel. */
  static ChannelTotals none(String channel) {
    return new ChannelTotals(channel, 0, Money.ZERO, 0, Money.ZERO);
  }
}
