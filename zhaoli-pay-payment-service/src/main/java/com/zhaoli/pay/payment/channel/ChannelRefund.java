package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A refund as a channel needs to know it.
 *
 * @param refundNo our number, which the channel knows it by; the same number is the same refund
 * @param attemptNo the number of the order whose money goes back
 * @param channelTradeNo the channel's number of that order
 * @param amount what goes back, of what was paid
 * @param paid what was paid by that order
 * @param reason shown to the payer by the wallet, or null
 */
public record ChannelRefund(
    String refundNo,
    String attemptNo,
    String channelAccountNo,
    @Nullable String channelTradeNo,
    Money amount,
    Money paid,
    @Nullable String reason) {}
