package com.zhaoli.pay.payment.order.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentStatus;

/** Rows to business objects. */
final class PaymentConverter {
  private PaymentConverter() {}

  static PaymentBO toBO(PaymentDO row) {
    return new PaymentBO(
        row.getPaymentNo(),
        row.getMerchantNo(),
        row.getAppId(),
        row.getOutTradeNo(),
        row.getContentHash(),
        new Money(row.getAmountFen()),
        row.getSubject(),
        PaymentMethod.valueOf(row.getMethod()),
        Channel.of(row.getChannel()),
        PaymentStatus.valueOf(row.getStatus()),
        row.getEventVersion(),
        row.getPayToken(),
        row.getNotifyUrl(),
        row.getAttach(),
        row.getChannelTradeNo(),
        row.getFailureCode(),
        row.getCreatedAt(),
        row.getExpiresAt(),
        row.getPaidAt(),
        new AttemptBO(
            row.getOrderNo(),
            Channel.of(row.getOrderChannel()),
            row.getOrderAccountNo(),
            new Money(row.getOrderAmountFen()),
            AttemptStatus.valueOf(row.getOrderStatus()),
            row.getOrderCodeUrl(),
            row.getOrderTradeNo(),
            row.getOrderCallUntil()));
  }
}
