package com.zhaoli.pay.payment.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as its merchant sees it. Fields without a value are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentVO(
    String paymentNo,
    String outTradeNo,
    Money amount,
    String subject,
    PaymentMethod method,
    Channel channel,
    PaymentStatus status,
    @Nullable String codeUrl,
    String payToken,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    @Nullable String attach) {

  static PaymentVO of(PaymentBO payment) {
    return new PaymentVO(
        payment.paymentNo(),
        payment.outTradeNo(),
        payment.amount(),
        payment.subject(),
        payment.method(),
        payment.channel(),
        payment.status(),
        payment.attempt().codeUrl(),
        payment.payToken(),
        payment.createdAt(),
        payment.expiresAt(),
        payment.paidAt(),
        payment.channelTradeNo(),
        payment.failureCode(),
        payment.attach());
  }
}
