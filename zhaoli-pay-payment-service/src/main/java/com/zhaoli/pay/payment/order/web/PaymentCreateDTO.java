package com.zhaoli.pay.payment.order.web;

import com.zhaoli.pay.payment.order.PaymentCreateCommand.Draft;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's request as it comes in.
 *
 * @param amount fen
 * @param authCode the payer's barcode, for BARCODE
 * @param openid the payer's id at the wallet, for JSAPI
 * @param payerIp the address of the payer's browser, for WAP
 */
record PaymentCreateDTO(
    @Nullable String outTradeNo,
    @Nullable Long amount,
    @Nullable String subject,
    @Nullable String method,
    @Nullable String channel,
    @Nullable String authCode,
    @Nullable String openid,
    @Nullable String payerIp,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable Integer expireSeconds,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  /** Does not print the payer's barcode. */
  @Override
  public String toString() {
    return "PaymentCreateDTO[outTradeNo=" + outTradeNo + ", method=" + method + "]";
  }

  Draft draft() {
    return new Draft(
        outTradeNo,
        amount,
        subject,
        method,
        channel,
        authCode,
        openid,
        payerIp,
        notifyUrl,
        returnUrl,
        expireSeconds,
        attach,
        storeId,
        terminalNo);
  }
}
