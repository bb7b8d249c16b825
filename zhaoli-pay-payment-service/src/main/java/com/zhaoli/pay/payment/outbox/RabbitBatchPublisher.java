package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.common.trace.Traces;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes persistent and mandatory; done means that the broker confirmed the message and could
 * route it. A batch whose confirm is lost is published again later, so consumers may see it twice.
 */
final class RabbitBatchPublisher implements BatchPublisher {
  private final RabbitTemplate rabbit;
  private final OutboxProperties limits;

  RabbitBatchPublisher(RabbitTemplate rabbit, OutboxProperties limits) {
    this.rabbit = rabbit;
    this.limits = limits;
    rabbit.setMandatory(true);
  }

  @Override
  public CompletableFuture<Void> publish(byte[] frame, @Nullable String traceparent) {
    String batchId = Ids.withPrefix("bat_");
    Message message =
        MessageBuilder.withBody(frame)
            .setContentType(EventBatchCodec.CONTENT_TYPE)
            .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
            .setMessageId(batchId)
            .build();
    if (traceparent != null) {
      message.getMessageProperties().setHeader(Traces.HEADER, traceparent);
    }
    CorrelationData correlation = new CorrelationData(batchId);
    try {
      rabbit.send(Routing.EXCHANGE, Routing.ROUTING_KEY, message, correlation);
    } catch (AmqpException e) {
      return CompletableFuture.failedFuture(e);
    }
    return correlation
        .getFuture()
        .copy()
        .orTimeout(limits.confirmTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(
            confirm -> {
              if (!confirm.ack()) {
                throw new AmqpException("the broker refused the batch: " + confirm.reason());
              }
              if (correlation.getReturned() != null) {
                throw new AmqpException("the broker could not route the batch");
              }
            });
  }
}
