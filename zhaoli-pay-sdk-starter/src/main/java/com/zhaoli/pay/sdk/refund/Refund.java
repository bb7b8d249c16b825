package com.zhaoli.pay.sdk.refund;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the platform knows it.
 *
 * @param outRefundNo the merchant's number; null for a refund that the platform made by itself, of
 *     money that came too late for its payment
 * @param amount in fen
 * @param channelRefundNo the wallet's number; null until the wallet gives one
 * @param failureCode why it failed; null otherwise
 * @param refundedAt null until the money is back
 */
public record Refund(
    String refundNo,
    String paymentNo,
    @Nullable String outRefundNo,
    RefundStatus status,
    long amount,
    @Nullable String reason,
    @Nullable String channelRefundNo,
    @Nullable String failureCode,
    Instant createdAt,
    @Nullable Instant refundedAt) {

  static Refund of(JsonObject json) {
    return new Refund(
        json.text("refundNo"),
        json.text("paymentNo"),
        json.optionalText("outRefundNo"),
        json.constant("status", RefundStatus::of),
        json.number("amount"),
        json.optionalText("reason"),
        json.optionalText("channelRefundNo"),
        json.optionalText("failureCode"),
        json.instant("createdAt"),
        json.optionalInstant("refundedAt"));
  }
}
