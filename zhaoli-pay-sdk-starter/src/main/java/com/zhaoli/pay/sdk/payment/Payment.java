package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the platform knows it.
 *
 * @param amount in fen
 * @param channel null until the payer has chosen a wallet; UNKNOWN for one that is newer than this
 *     version of the starter
 * @param channelWord the platform's word for it, also for one that is newer
 * @param codeUrl what the payer's QR code holds; null for methods without one
 * @param payToken stands for the payment in a browser
 * @param payParams what the wallet's page goes on with (JSAPI), or {@code payUrl} to send the
 *     browser to (WAP, PAGE); empty for other methods
 * @param refundedAmount in fen, 0 when nothing went back
 * @param paidAt null until it is paid
 * @param channelTradeNo the channel's number; null until the channel gives one
 * @param failureCode why it failed; null otherwise
 */
public record Payment(
    String paymentNo,
    String outTradeNo,
    long amount,
    String subject,
    PaymentMethod method,
    @Nullable PaymentChannel channel,
    @Nullable String channelWord,
    PaymentStatus status,
    @Nullable String codeUrl,
    @Nullable String payToken,
    @Nullable String cashierUrl,
    Map<String, String> payParams,
    long refundedAmount,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  /** Whether the payer's money has arrived and not all of it went back. */
  public boolean isPaid() {
    return status == PaymentStatus.SUCCEEDED || status == PaymentStatus.PARTIALLY_REFUNDED;
  }

  static Payment of(JsonObject json) {
    return new Payment(
        json.text("paymentNo"),
        json.text("outTradeNo"),
        json.number("amount"),
        json.text("subject"),
        json.constant("method", PaymentMethod::of),
        json.has("channel") ? json.constant("channel", PaymentChannel::of) : null,
        json.optionalText("channel"),
        json.constant("status", PaymentStatus::of),
        json.optionalText("codeUrl"),
        json.optionalText("payToken"),
        json.optionalText("cashierUrl"),
        json.textMap("payParams"),
        json.has("refundedAmount") ? json.number("refundedAmount") : 0,
        json.instant("createdAt"),
        json.optionalInstant("expiresAt"),
        json.optionalInstant("paidAt"),
        json.optionalText("channelTradeNo"),
        json.optionalText("failureCode"),
        json.optionalText("attach"),
        json.optionalText("storeId"),
        json.optionalText("terminalNo"));
  }
}
