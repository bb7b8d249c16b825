package com.zhaoli.pay.sdk.bill;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement: a payment or a refund.
 *
 * @param at when the money moved
 * @param refundNo null for a payment
 * @param outRefundNo null for a payment, and for a refund that the platform made by itself
 * @param channel the platform's word for the wallet, such as {@code ALIPAY}
 * @param channelNo the wallet's number
 * @param amount in fen
 * @param reversedAt when the payment was undone; null otherwise
 */
public record BillEntry(
    BillEntryType type,
    Instant at,
    String paymentNo,
    String outTradeNo,
    @Nullable String refundNo,
    @Nullable String outRefundNo,
    String subject,
    String channel,
    @Nullable String channelNo,
    long amount,
    @Nullable Instant reversedAt) {

  static BillEntry of(JsonObject json) {
    return new BillEntry(
        json.constant("type", BillEntryType::of),
        json.instant("at"),
        json.text("paymentNo"),
        json.text("outTradeNo"),
        json.optionalText("refundNo"),
        json.optionalText("outRefundNo"),
        json.text("subject"),
        json.text("channel"),
        json.optionalText("channelNo"),
        json.number("amount"),
        json.optionalInstant("reversedAt"));
  }
}
