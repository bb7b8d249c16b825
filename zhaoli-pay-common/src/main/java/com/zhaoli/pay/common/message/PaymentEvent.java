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
 * @param channel null for a payment that ended before its payer chose a wallet
 * @param notifyUrl where the merchant wants this payment's webhooks, or null for its endpoint's own
 * @param refund the refund that it is about; null for events of the payment itself
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
    @Nullable String channel,
    String method,
    @Nullable String channelTradeNo,
    @Nullable Instant paidAt,
    @Nullable String attach,
    @Nullable String notifyUrl,
    @Nullable Refund refund,
    Instant createdAt,
    int deliverySeq,
    @Nullable String traceparent) {

  /** The same event for another delivery. */
  public PaymentEvent withDeliverySeq(int seq) {
    return with(seq, traceparent);
  }

  /** The same event as part of a trace. */
  public PaymentEvent withTraceparent(@Nullable String context) {
    return with(deliverySeq, context);
  }

  private PaymentEvent with(int seq, @Nullable String context) {
    return new PaymentEvent(
        eventId,
        type,
        version,
        paymentNo,
        merchantNo,
        appId,
        outTradeNo,
        status,
        amount,
        channel,
        method,
        channelTradeNo,
        paidAt,
        attach,
        notifyUrl,
        refund,
        createdAt,
        seq,
        context);
  }

  /**
   * A refund as the event left it.
   *
   * @param refundNo our number
   * @param outRefundNo the merchant's number; null for money that went back by itself, because no
   *     payment could take it
   * @param amount what went back, or did not
   * @param status SUCCEEDED or FAILED
   * @param failureCode the channel's code where it refused
   */
  public record Refund(
      String refundNo,
      @Nullable String outRefundNo,
      Money amount,
      String status,
      @Nullable String failureCode,
      @Nullable Instant refundedAt) {}
}
