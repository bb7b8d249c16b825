package com.zhaoli.pay.common.client.payment;

import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A refund at a terminal.
 *
 * @param outRefundNo made by the caller; the same request again is the same refund
 * @param reason shown to the payer by the wallet
 */
public record PosRefundRequest(
    String outRefundNo, String paymentNo, Money amount, @Nullable String reason) {}
