package com.zhaoli.pay.payment;

import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** A consumer of the merchants' work queue that keeps what it got. */
final class Broker {
  private static final List<PaymentEvent> RECEIVED = new CopyOnWriteArrayList<>();
  private final RabbitTemplate rabbit;
  private final EventBatchCodec codec = new EventBatchCodec();

  Broker(RabbitTemplate rabbit) {
    this.rabbit = rabbit;
  }

  /** Waits until so many events of the payment have arrived. */
  List<PaymentEvent> await(String paymentNo, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> received(paymentNo), events -> events.size() >= count);
  }

  /** What has arrived for the payment so far. */
  List<PaymentEvent> received(String paymentNo) {
    drain();
    return RECEIVED.stream().filter(event -> event.paymentNo().equals(paymentNo)).toList();
  }

  private void drain() {
    try {
      Message message = rabbit.receive(Routing.MERCHANT_WEBHOOK_QUEUE);
      while (message != null) {
        for (BatchMember member : codec.split(message.getBody())) {
          if (!(member instanceof BatchMember.Intact intact)) {
            throw new AssertionError("a member that cannot be read: " + member);
          }
          RECEIVED.add(intact.event());
        }
        message = rabbit.receive(Routing.MERCHANT_WEBHOOK_QUEUE);
      }
    } catch (AmqpException e) {
      // The broker is away or just back: whoever waits looks again.
      return;
    }
  }
}
