package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.common.time.OncePer;
import com.zhaoli.pay.common.trace.Traces;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
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
 *
 * <p>A channel that closes ends what waits for its confirms. On one that stays open, of a queue
 * without a majority for instance, confirms are remembered for some minutes and no longer.
 *
 * <p>Once the broker could not be given two batches in a row it is tried four times a second at
 * most. Batches of between are refused, for the sweeper: each would cost a connection attempt, and
 * with a host that answers nothing its whole time-out. So events of a quarter of a second after the
 * broker came back wait for the sweeper, too.
 */
final class RabbitBatchPublisher implements BatchPublisher {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final Duration LOOKED_AFTER = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final RabbitTemplate rabbit;
  private final LongSupplier nanoTime;
  private final OncePer forgetting;
  private final AtomicReference<@Nullable Failure> lastFailure = new AtomicReference<>();

  /** The broker could not be given a batch, when that was known, and whether that was so before. */
  private record Failure(AmqpException cause, long nanos, boolean again) {}

  RabbitBatchPublisher(RabbitTemplate rabbit) {
    this(rabbit, System::nanoTime);
  }

  RabbitBatchPublisher(RabbitTemplate rabbit, LongSupplier nanoTime) {
    this.rabbit = rabbit;
    this.nanoTime = nanoTime;
    this.forgetting = new OncePer(LOOKED_AFTER, nanoTime);
    rabbit.setMandatory(true);
  }

  @Override
  public CompletableFuture<Void> publish(byte[] frame, @Nullable String traceparent) {
    forgetOldConfirms();
    Failure failure = lastFailure.get();
    // The first one may be of a connection that ended just then: the next batch makes another.
    if (failure != null
        && failure.again()
        && nanoTime.getAsLong() - failure.nanos() < PAUSE.toNanos()) {
      return CompletableFuture.failedFuture(failure.cause());
    }
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
      lastFailure.set(null);
    } catch (AmqpException e) {
      // Unless another thread, with a batch of its own, knows better meanwhile.
      lastFailure.compareAndSet(failure, new Failure(e, nanoTime.getAsLong(), failure != null));
      return CompletableFuture.failedFuture(e);
    }
    return correlation
        .getFuture()
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

  private void forgetOldConfirms() {
    if (!forgetting.mayPass("confirms")) {
      return;
    }
    Collection<CorrelationData> old = rabbit.getUnconfirmed(REMEMBERED.toMillis());
    if (old == null) {
      return;
    }
    for (CorrelationData confirm : old) {
      confirm
          .getFuture()
          .completeExceptionally(new AmqpException("no confirm within " + REMEMBERED));
    }
  }
}
