package com.zhaoli.pay.payment;

import com.zhaoli.pay.testing.RabbitMqServer;
import com.zhaoli.pay.testing.TestServers;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service with a real RabbitMQ as well. All its subclasses share one context. */
public abstract class RunningWithBroker extends RunningService {

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment", Map.of());
    RabbitMqServer rabbitmq = TestServers.rabbitmq();
    registry.add("spring.rabbitmq.host", rabbitmq::host);
    registry.add("spring.rabbitmq.port", rabbitmq::port);
    registry.add("spring.rabbitmq.username", rabbitmq::user);
    registry.add("spring.rabbitmq.password", rabbitmq::password);
  }
}
