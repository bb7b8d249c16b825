package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.notify.settings.DispatchMode;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/**
 * Publishes with the broker's word for it: mandatory, persistent, and confirmed. Many are in flight
 * at once. What comes back unconfirmed may still have arrived, and is published again by the
 * caller: its copies are told apart by their claim.
 */
@Component
@DispatchMode.Rabbit
class ConfirmedPublisher {
  private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);

  private final RabbitTemplate template;
  private final NotifyProperties properties;

  ConfirmedPublisher(RabbitTemplate template, NotifyProperties properties) {
    this.template = template;
    this.properties = properties;
  }

  /**
   * Publishes all and waits for the confirms.
   *
   * @return those that the broker did not confirm to have in their queue
   */
  List<Outgoing> publish(List<Outgoing> messages) {
    List<CorrelationData> confirms = new ArrayList<>(messages.size());
    for (Outgoing message : messages) {
      CorrelationData confirm = new CorrelationData();
      try {
        template.send("", message.queue(), message.toMessage(), confirm);
        confirms.add(confirm);
      } catch (AmqpException e) {
        log.debug("The broker is away; what is left is not even tried", e);
        break;
      }
    }
    long deadline = System.nanoTime() + properties.confirmTimeout().toNanos();
    List<Outgoing> unconfirmed =
        new ArrayList<>(messages.subList(confirms.size(), messages.size()));
    for (int i = 0; i < confirms.size(); i++) {
      if (!isConfirmed(confirms.get(i), deadline)) {
        unconfirmed.add(messages.get(i));
      }
    }
    return unconfirmed;
  }

  private static boolean isConfirmed(CorrelationData confirm, long deadline) {
    try {
      boolean taken =
          confirm
              .getFuture()
              .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
              .ack();
      // A return comes before its confirm: an unroutable message is confirmed as well.
      return taken && confirm.getReturned() == null;
    } catch (TimeoutException | ExecutionException e) {
      log.debug("Not confirmed", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
