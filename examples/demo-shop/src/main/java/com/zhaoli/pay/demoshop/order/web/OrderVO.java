package com.zhaoli.pay.demoshop.order.web;

import com.zhaoli.pay.demoshop.order.Order;
import com.zhaoli.pay.demoshop.order.OrderLine;
import com.zhaoli.pay.demoshop.order.OrderStatus;
import com.zhaoli.pay.demoshop.order.PayBy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as its customer sees it. */
record OrderVO(
    String orderNo,
    String outTradeNo,
    List<LineVO> lines,
    long amount,
    PayBy payBy,
    OrderStatus status,
    @Nullable String paymentNo,
    @Nullable String codeUrl,
    @Nullable String cashierUrl,
    List<WebhookVO> webhooks) {

  static OrderVO of(Order order) {
    return new OrderVO(
        order.orderNo(),
        order.orderNo(),
        order.lines().stream().map(LineVO::of).toList(),
        order.amount(),
        order.payBy(),
        order.status(),
        order.paymentNo(),
        order.codeUrl(),
        order.cashierUrl(),
        order.webhooks().stream()
            .map(w -> new WebhookVO(w.id(), w.type(), w.receivedAt(), true))
            .toList());
  }

  /** A line, its amount in fen. */
  record LineVO(String goodsId, String name, String englishName, int quantity, long amount) {
    static LineVO of(OrderLine line) {
      return new LineVO(
          line.goods().id(),
          line.goods().name(),
          line.goods().englishName(),
          line.quantity(),
          line.amount());
    }
  }

  /**
   * A webhook of this order.
   *
   * @param verified always true: others are never kept
   */
  record WebhookVO(String id, String type, Instant receivedAt, boolean verified) {}
}
