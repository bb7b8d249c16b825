package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment's order at a channel.
 *
 * @param attemptNo the number the channel knows it by
 * @param codeUrl what the payer's QR code holds, once the channel gave it
 * @param channelTradeNo the channel's number, once it is paid
 * @param callUntil until then somebody is calling the channel for it
 */
public record AttemptBO(
    String attemptNo,
    Channel channel,
    String channelAccountNo,
    Money amount,
    AttemptStatus status,
    @Nullable String codeUrl,
    @Nullable String channelTradeNo,
    Instant callUntil) {}
