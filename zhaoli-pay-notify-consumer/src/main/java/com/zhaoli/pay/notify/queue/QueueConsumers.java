package com.zhaoli.pay.notify.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The consumers of this process. They take what the broker has, as batches, start without a broker
 * and come back when it does. Stopping finishes the batch in hand, when the servers let it, and
 * leaves the rest to the broker; it happens before anything else of the service stops.
 */
class QueueConsumers implements SmartLifecycle, DisposableBean {
  /** Longer than the longest call, shorter than the time the service has to stop. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final ConnectionFactory connections;
  private final Duration batchWait;
  private final MeterRegistry meters;
  private final List<SimpleMessageListenerContainer> containers = new ArrayList<>();
  private final List<BatchListener> listeners = new ArrayList<>();
  private volatile boolean running;

  QueueConsumers(ConnectionFactory connections, Duration batchWait, MeterRegistry meters) {
    this.connections = connections;
    this.batchWait = batchWait;
    this.meters = meters;
  }

  void add(String queue, int consumers, int messages, BatchListener listener) {
    SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
    container.setQueueNames(queue);
    container.setConcurrentConsumers(consumers);
    container.setConsumerBatchEnabled(true);
    container.setBatchSize(messages);
    container.setPrefetchCount(messages);
    container.setReceiveTimeout(batchWait.toMillis());
    container.setBatchReceiveTimeout(batchWait.toMillis());
    container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
    container.setMissingQueuesFatal(false);
    container.setForceStop(true);
    container.setShutdownTimeout(STOP_LIMIT.toMillis());
    container.setMessageListener(listener);
    container.setBeanName(queue);
    container.setListenerId(queue);
    container.afterPropertiesSet();
    containers.add(container);
    listeners.add(listener);
    Gauge.builder("zhaoli.notify.unacked.age", listener, BatchListener::secondsInHand)
        .description("Seconds since the oldest batch in hand was taken; 0 while there is none")
        .tag("queue", queue)
        .register(meters);
  }

  @Override
  public void start() {
    listeners.forEach(BatchListener::beginAnew);
    containers.forEach(SimpleMessageListenerContainer::start);
    running = true;
  }

  @Override
  public void stop() {
    listeners.forEach(BatchListener::stopSoon);
    // Side by side: each may wait for the batch in its hands.
    containers.parallelStream().forEach(SimpleMessageListenerContainer::stop);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void destroy() {
    containers.forEach(SimpleMessageListenerContainer::destroy);
  }
}
