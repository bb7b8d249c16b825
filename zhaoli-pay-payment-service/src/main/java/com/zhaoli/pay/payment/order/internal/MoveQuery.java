package com.zhaoli.pay.payment.order.internal;

import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A move of a payment and one of its orders, from what was read to what is to be.
 *
 * @param adopt whether the order becomes the payment's current one
 * @param closeDueAt when the payment's time is over, while nothing else says so
 * @param nextSyncAt when to ask the channel for the order next; null: it is decided
 */
record MoveQuery(
    String paymentNo,
    String attemptNo,
    PaymentStatus from,
    PaymentStatus to,
    AttemptStatus attemptFrom,
    AttemptStatus attemptTo,
    int readVersion,
    int eventVersion,
    boolean adopt,
    @Nullable String codeUrl,
    @Nullable String payParams,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    @Nullable Instant paidAt,
    @Nullable Instant closeDueAt,
    @Nullable Instant nextSyncAt,
    Instant now) {}
