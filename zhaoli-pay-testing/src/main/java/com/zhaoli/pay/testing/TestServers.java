package com.zhaoli.pay.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Private real servers for tests, from the installed binaries ({@code mariadbd}, {@code
 * redis-server}, {@code rabbitmq-server}).
 *
 * <p>Each is started at its first use, once per JVM, on free loopback ports, with its own data
 * directory, user and generated password, and never meets a server that already runs on the
 * machine. It lives as long as the JVM does, and is then killed and its data deleted by a small
 * guardian process, also when the JVM was killed. No shutdown hook does this: Spring closes its
 * contexts in such hooks, and while it does, they still need their servers.
 *
 * <p>A server that is not installed or does not start ends in a {@link TestServerException} that
 * says how to mend it. Installed binaries are the only source; containers are not used, so the
 * tests need no Docker.
 */
public final class TestServers {
  private static final Once<MariaDbServer> MARIADB = new Once<>(MariaDbServer::new);
  private static final Once<RedisServer> REDIS = new Once<>(RedisServer::new);
  private static final Once<RabbitMqServer> RABBITMQ = new Once<>(RabbitMqServer::new);

  private TestServers() {}

  /** The running MariaDB of this JVM. */
  public static MariaDbServer mariadb() {
    return MARIADB.get();
  }

  /** The running Redis of this JVM. */
  public static RedisServer redis() {
    return REDIS.get();
  }

  /** The running RabbitMQ of this JVM. */
  public static RabbitMqServer rabbitmq() {
    return RABBITMQ.get();
  }

  /**
   * Starts at the first use. A failure is kept and thrown again, so that a hundred tests do not
   * each wait for a server that cannot start.
   */
  private static final class Once<S extends TestServer> {
    private final Supplier<S> factory;
    private @Nullable S server;
    private @Nullable TestServerException failure;

    Once(Supplier<S> factory) {
      this.factory = factory;
    }

    synchronized S get() {
      if (failure != null) {
        throw new TestServerException(failure.getMessage() + "", failure);
      }
      S started = server;
      if (started == null) {
        started = factory.get();
        try {
          started.startFirstTime();
        } catch (TestServerException e) {
          failure = e;
          throw e;
        }
        server = started;
      }
      return started;
    }
  }
}
