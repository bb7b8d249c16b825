package com.zhaoli.pay.demoshop.order.web;

import com.zhaoli.pay.demoshop.order.Order;
import com.zhaoli.pay.demoshop.order.OrderStatus;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as its customer sees it. */
record OrderVO(
    String orderNo,
    String outTradeNo,
    String subject,
    long amount,
    PaymentChannel channel,
    OrderStatus status,
    @Nullable String paymentNo,
    @Nullable String codeUrl,
    List<WebhookVO> webhooks) {

  static OrderVO of(Order order) {
    return new OrderVO(
        order.orderNo(),
        order.orderNo(),
        order.subject(),
        order.amount(),
        order.channel(),
        order.status(),
        order.paymentNo(),
        order.codeUrl(),
        order.webhooks().stream()
            .map(w -> new WebhookVO(w.id(), w.type(), w.receivedAt(), true))
            .toList());
  }

  /**
   * A webhook of this order.
   *
   * @param verified always true: others are never kept
   */
  record WebhookVO(String id, String type, Instant receivedAt, boolean verified) {}
}
