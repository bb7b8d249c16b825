package com.zhaoli.pay.common.client.payment;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as terminals' service sees it.
 *
 * @param status CREATED, PAYING, SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED, REVERSED, CLOSED, FAILED
 * @param withdrawn whether it stands for a sale that never came to be: then nothing is ever taken
 * @param undoing whether it is being taken back and the channel has not confirmed
 * @param channel null while the payer has not chosen a wallet
 * @param codeUrl what the QR code for the payer holds; null for a barcode
 * @param failureCode the channel's, where it refused
 */
public record PosPayment(
    String paymentNo,
    String outTradeNo,
    String status,
    boolean withdrawn,
    boolean undoing,
    Money amount,
    Money refunded,
    @Nullable String channel,
    @Nullable String codeUrl,
    @Nullable String failureCode,
    @Nullable String channelTradeNo,
    Instant expiresAt,
    @Nullable Instant paidAt) {}
