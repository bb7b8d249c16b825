package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.Channel;

/** An account whose days are compared. */
public record BillAccount(Channel channel, String channelAccountNo) {

  @Override
  public String toString() {
    return channel + " " + channelAccountNo;
  }
}
