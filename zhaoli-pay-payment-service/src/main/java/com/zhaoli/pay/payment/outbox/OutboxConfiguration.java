package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.common.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The two ways out, chosen by {@code zhaoli.dispatch.mode}. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {
  private static final String MODE = "zhaoli.dispatch.mode";

  /** Through RabbitMQ. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = MODE, havingValue = "rabbit", matchIfMissing = true)
  static class Rabbit {

    @Bean
    BatchPublisher batchPublisher(RabbitTemplate rabbit) {
      return new RabbitBatchPublisher(rabbit);
    }

    @Bean
    TopologyWatch topologyWatch(AmqpAdmin admin) {
      return new TopologyWatch(admin);
    }

    /** The same as the consumer declares: whoever starts first, no event is unroutable. */
    @Bean
    Declarables topology() {
      List<Declarable> topology = new ArrayList<>();
      TopicExchange exchange = new TopicExchange(Routing.EXCHANGE, true, false);
      topology.add(exchange);
      for (String name : Routing.WORK_QUEUES) {
        Queue work =
            QueueBuilder.durable(name).withArguments(Routing.workQueueArguments(name)).build();
        topology.add(work);
        topology.add(BindingBuilder.bind(work).to(exchange).with(Routing.BINDING_KEY));
        topology.add(
            QueueBuilder.durable(Routing.retryQueue(name))
                .withArguments(Routing.retryQueueArguments(name))
                .build());
        topology.add(
            QueueBuilder.durable(Routing.deadQueue(name))
                .withArguments(Routing.deadQueueArguments())
                .build());
      }
      return new Declarables(topology);
    }
  }

  /** Straight to notify-consumer; nothing here opens a connection to a broker. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = MODE, havingValue = "async")
  static class Async {

    @Bean
    BatchPublisher batchPublisher(
        NotifyInternalApi consumer, ThreadPoolTaskExecutor outboxDispatchExecutor, Traces traces) {
      return new HttpBatchPublisher(consumer, outboxDispatchExecutor, traces);
    }

    /** What finds no place is left to the sweeper: calls that hang pile up here no further. */
    @Bean
    ThreadPoolTaskExecutor outboxDispatchExecutor(OutboxProperties limits) {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setThreadNamePrefix("outbox-dispatch-");
      executor.setCorePoolSize(Runtime.getRuntime().availableProcessors() * 2);
      executor.setMaxPoolSize(Runtime.getRuntime().availableProcessors() * 2);
      executor.setQueueCapacity(2 * limits.maxInFlight());
      executor.setWaitForTasksToCompleteOnShutdown(true);
      executor.setAwaitTerminationSeconds(10);
      return executor;
    }
  }
}
