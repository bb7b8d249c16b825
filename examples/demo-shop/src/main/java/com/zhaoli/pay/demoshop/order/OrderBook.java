package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.demoshop.order.Order.ReceivedWebhook;
import com.zhaoli.pay.sdk.payment.Payment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * The orders, in memory: the thousand newest, and none after a restart. A real shop has a database
 * here, and decides about a webhook in the transaction that stores its id.
 */
@Component
public class OrderBook {

  private static final int ORDERS_KEPT = 1_000;

  private final Map<String, Order> orders =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Order> eldest) {
          return size() > ORDERS_KEPT;
        }
      };

  /** Writes the order down, before the platform hears of it. */
  public synchronized void open(Order order) {
    orders.put(order.orderNo(), order);
  }

  /** Adds the payment. */
  public synchronized Order attach(String orderNo, Payment payment) {
    return change(
        orderNo,
        order -> order.withPayment(payment.paymentNo(), payment.codeUrl(), payment.cashierUrl()));
  }

  /** Notes a verified webhook; of two with one id the second does nothing. */
  public synchronized Order settle(
      String orderNo, ReceivedWebhook webhook, long eventVersion, OrderStatus status) {
    return change(
        orderNo,
        order ->
            order.webhooks().stream().anyMatch(seen -> seen.id().equals(webhook.id()))
                ? order
                : order.after(webhook, eventVersion, status));
  }

  /** A paid order's money is to go back; empty when it is not paid, or on its way back already. */
  public synchronized Optional<Order> beginRefund(String orderNo) {
    return find(orderNo)
        .filter(order -> order.status() == OrderStatus.PAID)
        .map(order -> change(orderNo, Order::withRefundBegun));
  }

  /** The platform refused the refund. */
  public synchronized void refundRefused(String orderNo) {
    change(
        orderNo,
        order ->
            order.status() == OrderStatus.REFUNDING ? order.withStatus(OrderStatus.PAID) : order);
  }

  /** The payment could not be created: the order is none. */
  public synchronized void cancel(String orderNo) {
    orders.remove(orderNo);
  }

  /** The order, unless it is unknown or too old. */
  public synchronized Optional<Order> find(String orderNo) {
    return Optional.ofNullable(orders.get(orderNo));
  }

  private Order change(String orderNo, UnaryOperator<Order> change) {
    Order order = orders.get(orderNo);
    if (order == null) {
      throw new IllegalStateException("no order " + orderNo);
    }
    Order changed = change.apply(order);
    orders.put(orderNo, changed);
    return changed;
  }
}
