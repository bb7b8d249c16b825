package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;

/**
 * An order as a channel needs to know it.
 *
 * @param attemptNo the number the channel knows the order by; the same number is the same order
 * @param channelAccountNo whose account at the channel takes the money
 * @param expiresAt until when the payer may pay
 */
public record ChannelOrder(
    String attemptNo,
    String channelAccountNo,
    PaymentMethod method,
    String subject,
    Money amount,
    Instant expiresAt) {}
