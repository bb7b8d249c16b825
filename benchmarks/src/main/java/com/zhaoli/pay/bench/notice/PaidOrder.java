package com.zhaoli.pay.bench.notice;

import java.time.Instant;

/**
 * An order that a payer paid at its channel.
 *
 * @param attemptNo the number that the platform gave it
 * @param tradeNo the channel's own number
 */
public record PaidOrder(
    String attemptNo, String tradeNo, long amountFen, String subject, Instant paidAt) {}
