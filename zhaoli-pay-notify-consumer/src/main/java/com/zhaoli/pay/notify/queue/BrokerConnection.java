package com.zhaoli.pay.notify.queue;

import com.rabbitmq.client.ShutdownSignalException;
import com.zhaoli.pay.notify.settings.DispatchMode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the consumers have a broker, in health and metrics. Without one this service is not down:
 * its own API answers, and the events wait in payment-service. So the status is UNKNOWN then, which
 * the whole outranks.
 */
@Component("broker")
@DispatchMode.Rabbit
class BrokerConnection implements HealthIndicator, ConnectionListener {
  private final AtomicBoolean open = new AtomicBoolean();

  BrokerConnection(ConnectionFactory connections, MeterRegistry meters) {
    connections.addConnectionListener(this);
    Gauge.builder("zhaoli.notify.broker.connected", open, is -> is.get() ? 1 : 0)
        .description("1 while the consumers are connected to the broker")
        .register(meters);
  }

  @Override
  public void onCreate(@Nullable Connection connection) {
    open.set(true);
  }

  @Override
  public void onClose(Connection connection) {
    open.set(false);
  }

  @Override
  public void onShutDown(ShutdownSignalException signal) {
    open.set(false);
  }

  @Override
  public Health health() {
    return open.get()
        ? Health.up().build()
        : Health.unknown().withDetail("broker", "away; it is tried again").build();
  }
}
