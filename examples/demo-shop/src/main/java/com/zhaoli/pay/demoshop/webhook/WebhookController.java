package com.zhaoli.pay.demoshop.webhook;

import com.zhaoli.pay.demoshop.order.Order;
import com.zhaoli.pay.demoshop.order.Order.ReceivedWebhook;
import com.zhaoli.pay.demoshop.order.OrderBook;
import com.zhaoli.pay.demoshop.order.OrderStatus;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.WebhookVerificationException;
import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the platform's webhooks. Any 2xx tells the platform that the shop has it; anything else
 * that it should try again.
 */
@RestController
class WebhookController {

  private static final Logger log = LoggerFactory.getLogger(WebhookController.class);
  private static final int BODY_LIMIT_BYTES = 64 * 1024;

  private final WebhookVerifier verifier;
  private final OrderBook orders;
  private final Clock clock;

  WebhookController(WebhookVerifier verifier, OrderBook orders, Clock clock) {
    this.verifier = verifier;
    this.orders = orders;
    this.clock = clock;
  }

  @PostMapping("/zhaoli/webhooks")
  ResponseEntity<Void> receive(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(BODY_LIMIT_BYTES + 1);
    if (body.length > BODY_LIMIT_BYTES) {
      return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }
    WebhookEvent event = verifier.verify(request::getHeader, body);
    return ResponseEntity.status(take(event)).build();
  }

  private HttpStatus take(WebhookEvent event) {
    if (event.payment() == null) {
      return HttpStatus.NO_CONTENT;
    }
    Optional<Order> order = orders.find(event.data().outTradeNo());
    if (order.isEmpty()) {
      // Orders live in memory; to have this one sent again for three days would not help.
      log.warn("Webhook {} is about an order this shop forgot", event.id());
      return HttpStatus.NO_CONTENT;
    }
    if (order.get().amount() != event.data().amount()) {
      log.error("Webhook {} names another amount than its order", event.id());
      return HttpStatus.CONFLICT;
    }
    Order settled =
        orders.settle(
            order.get().orderNo(),
            new ReceivedWebhook(event.id(), event.type().word(), clock.instant()),
            event.version(),
            statusAfter(event.data().status(), order.get().status()));
    log.info("Webhook {}: order {} is {}", event.id(), settled.orderNo(), settled.status());
    return HttpStatus.NO_CONTENT;
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

  @ExceptionHandler
  ResponseEntity<Void> refused(WebhookVerificationException e) {
    log.warn("{}", e.getMessage());
    return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
  }
}
