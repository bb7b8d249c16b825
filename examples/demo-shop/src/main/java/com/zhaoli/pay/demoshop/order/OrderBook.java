package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.demoshop.order.Order.ReceivedWebhook;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
  public synchronized Order open(
      String orderNo, String subject, long amount, PaymentChannel channel) {
    Order order =
        new Order(orderNo, subject, amount, channel, OrderStatus.NEW, null, null, 0, List.of());
    orders.put(orderNo, order);
    return order;
  }

  /** Adds the payment. Its webhook may have come before: then the status stays. */
  public synchronized Order attach(String orderNo, Payment payment) {
    return change(
        orderNo,
        order ->
            new Order(
                order.orderNo(),
                order.subject(),
                order.amount(),
                order.channel(),
                order.status() == OrderStatus.NEW
                    ? OrderStatus.WAITING_FOR_PAYMENT
                    : order.status(),
                payment.paymentNo(),
                payment.codeUrl(),
                order.eventVersion(),
                order.webhooks()));
  }

  /**
   * Notes a verified webhook; of two with one id the second does nothing, and an older event does
   * not take back what a newer one said.
   */
  public synchronized Order settle(
      String orderNo, ReceivedWebhook webhook, long eventVersion, OrderStatus status) {
    return change(
        orderNo,
        order -> {
          if (order.webhooks().stream().anyMatch(seen -> seen.id().equals(webhook.id()))) {
            return order;
          }
          boolean newer = eventVersion > order.eventVersion();
          return new Order(
              order.orderNo(),
              order.subject(),
              order.amount(),
              order.channel(),
              newer ? status : order.status(),
              order.paymentNo(),
              order.codeUrl(),
              newer ? eventVersion : order.eventVersion(),
              Stream.concat(order.webhooks().stream(), Stream.of(webhook)).toList());
        });
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
