package com.zhaoli.pay.payment.channel;

/**
 * What a channel tells of an order.
 *
 * @param attemptNo the order's number at the channel
 */
public record CallbackNotice(String attemptNo, ChannelOutcome outcome) {}
