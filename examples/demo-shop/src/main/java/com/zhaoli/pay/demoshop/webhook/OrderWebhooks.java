package com.zhaoli.pay.demoshop.webhook;

import com.zhaoli.pay.demoshop.order.Order;
import com.zhaoli.pay.demoshop.order.Order.ReceivedWebhook;
import com.zhaoli.pay.demoshop.order.OrderBook;
import com.zhaoli.pay.demoshop.order.OrderStatus;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.ZhaoliPayWebhookHandler;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a webhook means for an order. The starter has verified it, and keeps copies away. Returning
 * tells the platform that the shop has it, an exception that it should try again: so only what
 * another try may heal is an exception, and what needs a person is written down instead.
 */
@Component
class OrderWebhooks implements ZhaoliPayWebhookHandler {

  private static final Logger log = LoggerFactory.getLogger(OrderWebhooks.class);

  private final OrderBook orders;
  private final Clock clock;

  OrderWebhooks(OrderBook orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  @Override
  public void onEvent(WebhookEvent event) {
    Optional<Order> order = orders.find(event.data().outTradeNo());
    if (order.isEmpty()) {
      // Orders live in memory; to have this one sent again for three days would not help.
      log.warn("Webhook {} is about an order this shop forgot", event.id());
      return;
    }
    Order settled =
        orders.settle(
            order.get().orderNo(),
            new ReceivedWebhook(event.id(), event.type().word(), clock.instant()),
            event.version(),
            statusAfter(event, order.get()));
    log.info("Webhook {}: order {} is {}", event.id(), settled.orderNo(), settled.status());
  }

  private static OrderStatus statusAfter(WebhookEvent event, Order order) {
    if (event.data().amount() != order.amount()) {
      log.error(
          "Webhook {}: order {} costs {} fen and its payment {}",
          event.id(),
          order.orderNo(),
          order.amount(),
          event.data().amount());
      return OrderStatus.NEEDS_A_PERSON;
    }
    return statusAfter(event.data().status(), order.status());
  }

  /** The payment's state after the event; a refund that failed leaves the payment paid. */
  private static OrderStatus statusAfter(PaymentStatus payment, OrderStatus before) {
    return switch (payment) {
      case SUCCEEDED -> OrderStatus.PAID;
      case PARTIALLY_REFUNDED -> OrderStatus.PARTLY_REFUNDED;
      case REFUNDED -> OrderStatus.REFUNDED;
      case CLOSED, REVERSED -> OrderStatus.CLOSED;
      case FAILED -> OrderStatus.FAILED;
      case CREATED, PAYING, UNKNOWN -> before;
    };
  }
}
