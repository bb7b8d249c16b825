package com.zhaoli.pay.payment.channel;

/** A part of what every channel must do. */
public interface ChannelContract {
  ChannelFixture fixture();
}
