package com.zhaoli.pay.bench.platform;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.zhaoli.pay.bench.failure.BenchFailure;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The platform's broker and Redis, by the environment that {@code ./zhaoli} gives. */
public final class Servers {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(10);

  private Servers() {}

  /**
   * Connects to the broker.
   *
   * @param name by which the broker knows the connection
   * @throws BenchFailure when it is not there, as in dispatch mode async
   */
  public static Connection rabbitmq(Map<String, String> environment, String name) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(environment.getOrDefault("ZHAOLI_RABBIT_HOST", "127.0.0.1"));
    factory.setPort(Integer.parseInt(environment.getOrDefault("ZHAOLI_RABBIT_PORT", "5672")));
    factory.setUsername(environment.getOrDefault("ZHAOLI_RABBIT_USER", "zhaoli"));
    factory.setPassword(environment.getOrDefault("ZHAOLI_RABBIT_PASSWORD", "zhaoli"));
    factory.setVirtualHost(environment.getOrDefault("ZHAOLI_RABBIT_VHOST", "/"));
    factory.setConnectionTimeout(CONNECT_MILLIS);
    try {
      return factory.newConnection(name);
    } catch (IOException | TimeoutException e) {
      throw new BenchFailure(
          "RabbitMQ does not answer: this benchmark needs a platform in dispatch mode rabbit.", e);
    }
  }

  /** Where Redis is, and how to log in. */
  public static RedisURI redis(Map<String, String> environment) {
    return RedisURI.builder()
        .withHost(environment.getOrDefault("ZHAOLI_REDIS_HOST", "127.0.0.1"))
        .withPort(Integer.parseInt(environment.getOrDefault("ZHAOLI_REDIS_PORT", "6379")))
        .withPassword(environment.getOrDefault("ZHAOLI_REDIS_PASSWORD", "zhaoli").toCharArray())
        .withTimeout(REDIS_TIMEOUT)
        .build();
  }
}
