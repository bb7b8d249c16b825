package com.zhaoli.pay.payment;

import com.zhaoli.pay.testing.RabbitMqServer;
import com.zhaoli.pay.testing.TestServers;
import java.time.Clock;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The service with a real RabbitMQ as well. All its subclasses share one context. */
public abstract class RunningWithBroker extends RunningService {
  static final TestClock CLOCK = new TestClock();

  /** The service's, and the system's unless a test stops it. */
  @TestBean
  @SuppressWarnings("NullAway.Init")
  protected Clock clock;

  static Clock clock() {
    return CLOCK;
  }

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
