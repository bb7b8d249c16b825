package com.zhaoli.pay.common.message;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a payment that somebody is to be told of. Made in the transaction of the change,
 * delivered at least once; the {@code eventId} is the same in every delivery. Events of one payment
 * may arrive out of order: {@code version} counts them from 1.
 *
 * @param eventId unique, also the webhook-id
 * @param version number of this event among those of its payment
 * @param amount the payment's amount
 * @param notifyUrl where the merchant wants this payment's webhooks, or null for its endpoint's own
 * @param deliverySeq 0 for the first delivery, raised by each replay
 * @param traceparent W3C trace context of the change, or null
 */
public record PaymentEvent(
    String eventId,
    EventType type,
    int version,
    String paymentNo,
    String merchantNo,
    String appId,
    String outTradeNo,
    String status,
    Money amount,
    String channel,
    String method,
    @Nullable String channelTradeNo,
    @Nullable Instant paidAt,
    @Nullable String attach,
    @Nullable String notifyUrl,
    Instant createdAt,
    int deliverySeq,
    @Nullable String traceparent) {}
