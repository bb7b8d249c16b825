package com.zhaoli.pay.payment;

import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** A consumer of the merchants' work queue that keeps what it got. */
final class Broker {
  private static final List<PaymentEvent> RECEIVED = new CopyOnWriteArrayList<>();
  private static final Map<String, String> TRACES = new ConcurrentHashMap<>();
  private final RabbitTemplate rabbit;
  private final EventBatchCodec codec = new EventBatchCodec();

  Broker(RabbitTemplate rabbit) {
    this.rabbit = rabbit;
  }

  /** Waits until so many events of the payment have arrived. */
  List<PaymentEvent> await(String paymentNo, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> received(paymentNo), events -> events.size() >= count);
  }

  /** What has arrived for the payment so far. */
  List<PaymentEvent> received(String paymentNo) {
    drain();
    return RECEIVED.stream().filter(event -> event.paymentNo().equals(paymentNo)).toList();
  }

  /** The trace context of the last message that brought an event of the payment. */
  @Nullable String traceOf(String paymentNo) {
    return TRACES.get(paymentNo);
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
          if (message.getMessageProperties().getHeader("traceparent") instanceof String trace) {
            TRACES.put(intact.event().paymentNo(), trace);
          }
        }
        message = rabbit.receive(Routing.MERCHANT_WEBHOOK_QUEUE);
      }
    } catch (AmqpException e) {
      // The broker is away or just back: whoever waits looks again.
      return;
    }
  }
}
