package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.delivery.DeliveryEngine;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.DispatchMode;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.settings.RetrySettings;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Queues and their consumers, in dispatch mode rabbit. */
@Configuration(proxyBeanMethods = false)
@DispatchMode.Rabbit
class QueueConfiguration {
  private static final int DEAD_MESSAGES = 50;

  /** The same as payment-service declares: whoever comes first, no event is unroutable. */
  @Bean
  Declarables topology() {
    List<Declarable> topology = new ArrayList<>();
    topology.add(new TopicExchange(Routing.EXCHANGE, true, false));
    for (String work : Routing.WORK_QUEUES) {
      topology.add(new Queue(work, true, false, false, Routing.workQueueArguments(work)));
      topology.add(
          new Queue(
              Routing.retryQueue(work), true, false, false, Routing.retryQueueArguments(work)));
      topology.add(
          new Queue(Routing.deadQueue(work), true, false, false, Routing.deadQueueArguments()));
      topology.add(
          new Binding(work, DestinationType.QUEUE, Routing.EXCHANGE, Routing.BINDING_KEY, null));
    }
    return new Declarables(topology);
  }

  @Bean
  QueueConsumers queueConsumers(
      ConnectionFactory connections,
      MemberReader reader,
      DeliveryEngine engine,
      Republisher republisher,
      RetrySettings retrySettings,
      DeadLetters deadLetters,
      NotificationLog notifications,
      NotifyProperties properties,
      MeterRegistry meters,
      Clock clock) {
    QueueConsumers consumers = new QueueConsumers(connections, properties.batchWait(), meters);
    for (TargetKind kind : TargetKind.values()) {
      consumers.add(
          kind.workQueue(),
          properties.consumers(),
          properties.batchMessages(),
          new WorkQueueListener(
              kind, properties.batchMembers(), reader, engine, republisher, retrySettings, clock));
      consumers.add(
          Routing.deadQueue(kind.workQueue()),
          1,
          DEAD_MESSAGES,
          new DeadQueueListener(kind, reader, deadLetters, notifications));
    }
    return consumers;
  }
}
