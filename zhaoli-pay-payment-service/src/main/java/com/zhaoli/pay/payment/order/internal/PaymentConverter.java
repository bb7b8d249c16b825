package com.zhaoli.pay.payment.order.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentStatus;
import org.jspecify.annotations.Nullable;

/** Rows to business objects. */
final class PaymentConverter {
  private PaymentConverter() {}

  static PaymentBO toBO(PaymentDO row) {
    String channel = row.getChannel();
    return new PaymentBO(
        row.getPaymentNo(),
        row.getMerchantNo(),
        row.getAppId(),
        row.getOutTradeNo(),
        row.getContentHash(),
        new Money(row.getAmountFen()),
        row.getSubject(),
        PaymentMethod.valueOf(row.getMethod()),
        channel == null ? null : Channel.of(channel),
        PaymentStatus.valueOf(row.getStatus()),
        row.getEventVersion(),
        row.getAttemptNo(),
        row.getPayToken(),
        row.getNotifyUrl(),
        row.getReturnUrl(),
        row.getAttach(),
        row.getStoreId(),
        row.getTerminalNo(),
        row.getChannelTradeNo(),
        row.getFailureCode(),
        new Money(row.getRefundReservedFen()),
        new Money(row.getRefundedFen()),
        row.getCreatedAt(),
        row.getExpiresAt(),
        row.getPaidAt(),
        attempt(row));
  }

  private static @Nullable AttemptBO attempt(PaymentDO row) {
    String attemptNo = row.getOrderNo();
    if (attemptNo == null) {
      return null;
    }
    String method = row.getOrderMethod();
    return new AttemptBO(
        attemptNo,
        Channel.of(row.getOrderChannel()),
        row.getOrderAccountNo(),
        method == null ? PaymentMethod.NATIVE : PaymentMethod.valueOf(method),
        new Money(row.getOrderAmountFen()),
        AttemptStatus.valueOf(row.getOrderStatus()),
        row.getOrderCodeUrl(),
        PayParams.ofColumn(row.getOrderPayParams()),
        row.getOrderPayerId(),
        row.getOrderTradeNo(),
        row.getOrderStoreId(),
        row.getOrderPaidAt(),
        row.getOrderCallUntil(),
        row.getOrderCreatedAt());
  }
}
