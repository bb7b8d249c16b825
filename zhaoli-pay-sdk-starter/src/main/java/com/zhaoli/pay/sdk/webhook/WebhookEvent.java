package com.zhaoli.pay.sdk.webhook;

import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook. It is delivered at least once and maybe out of order: act once for each
 * {@code id}. The highest {@code version} that came decides the payment's status, and nothing else:
 * a {@link PaymentState#refund()} counts whatever the version, since no other event tells of it.
 *
 * @param version counts the events of one payment from 1, those of its refunds among them
 * @param payment null for an event that is about none, as {@code endpoint.test}, and for a type
 *     that this version of the starter does not know
 */
public record WebhookEvent(
    String id,
    WebhookEventType type,
    Instant createdAt,
    long version,
    @Nullable PaymentState payment) {

  /**
   * The payment that the event is about.
   *
   * @throws IllegalStateException when it is about none
   */
  public PaymentState data() {
    if (payment == null) {
      throw new IllegalStateException("an event of type " + type + " is about no payment");
    }
    return payment;
  }

  /**
   * The payment as the event left it.
   *
   * @param amount in fen
   * @param channel null for a payment that ended before its payer chose a wallet; UNKNOWN for one
   *     that is newer than this version of the starter
   * @param channelWord the platform's word for it, also for one that is newer
   * @param refund the refund that the event is about, to be booked by its number also when a newer
   *     event of the payment came first; of one refund the highest version wins. Null for events of
   *     the payment itself
   */
  public record PaymentState(
      String paymentNo,
      String outTradeNo,
      PaymentStatus status,
      long amount,
      @Nullable PaymentChannel channel,
      @Nullable String channelWord,
      @Nullable PaymentMethod method,
      @Nullable String channelTradeNo,
      @Nullable Instant paidAt,
      @Nullable String attach,
      @Nullable RefundState refund) {

    static PaymentState of(JsonObject json) {
      return new PaymentState(
          json.text("paymentNo"),
          json.text("outTradeNo"),
          json.constant("status", PaymentStatus::of),
          json.number("amount"),
          json.has("channel") ? json.constant("channel", PaymentChannel::of) : null,
          json.optionalText("channel"),
          json.has("method") ? json.constant("method", PaymentMethod::of) : null,
          json.optionalText("channelTradeNo"),
          json.optionalInstant("paidAt"),
          json.optionalText("attach"),
          json.has("refund") ? RefundState.of(json.object("refund")) : null);
    }
  }

  /**
   * A refund as the event left it.
   *
   * @param outRefundNo your number; null for money that went back by itself, because the payment
   *     had ended or was paid already
   * @param amount in fen
   * @param succeeded false when the channel refused: the money is not back
   * @param failureCode why it failed; null otherwise
   */
  public record RefundState(
      String refundNo,
      @Nullable String outRefundNo,
      long amount,
      boolean succeeded,
      @Nullable String failureCode,
      @Nullable Instant refundedAt) {

    static RefundState of(JsonObject json) {
      return new RefundState(
          json.text("refundNo"),
          json.optionalText("outRefundNo"),
          json.number("amount"),
          json.text("status").equals("SUCCEEDED"),
          json.optionalText("failureCode"),
          json.optionalInstant("refundedAt"));
    }
  }

  static WebhookEvent of(JsonObject json) {
    WebhookEventType type = json.constant("type", WebhookEventType::of);
    return new WebhookEvent(
        json.text("id"),
        type,
        json.instant("createdAt"),
        json.number("version"),
        type.isOfPayment() ? PaymentState.of(json.object("data")) : null);
  }
}
