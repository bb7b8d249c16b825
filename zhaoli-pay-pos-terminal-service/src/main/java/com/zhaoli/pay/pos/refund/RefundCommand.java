package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A refund that a terminal asks for.
 *
 * @param terminalTradeNo a trade of the terminal, or null when {@code paymentNo} names one
 * @param paymentNo a payment at any terminal of the store
 */
public record RefundCommand(
    String terminalRefundNo,
    @Nullable String terminalTradeNo,
    @Nullable String paymentNo,
    Money amount,
    @Nullable String reason,
    @Nullable String supervisorNo,
    @Nullable Secret pin) {}
