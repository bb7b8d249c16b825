package com.zhaoli.pay.payment.order.web;

import com.zhaoli.pay.payment.order.PaymentCreateCommand.Draft;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's request as it comes in.
 *
 * @param amount fen
 */
record PaymentCreateDTO(
    @Nullable String outTradeNo,
    @Nullable Long amount,
    @Nullable String subject,
    @Nullable String method,
    @Nullable String channel,
    @Nullable String authCode,
    @Nullable String openid,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable Integer expireSeconds,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  Draft draft() {
    return new Draft(
        outTradeNo,
        amount,
        subject,
        method,
        channel,
        authCode,
        openid,
        notifyUrl,
        returnUrl,
        expireSeconds,
        attach,
        storeId,
        terminalNo);
  }
}
