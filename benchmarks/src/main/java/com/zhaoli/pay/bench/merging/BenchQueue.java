package com.zhaoli.pay.bench.merging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Servers;
import com.zhaoli.pay.common.message.EventBatchCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A quorum queue of the benchmark's own on the platform's broker, with its publisher. */
public final class BenchQueue implements AutoCloseable {
  private static final String NAME = "zhaoli.bench.notify";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AMQP.BasicProperties PERSISTENT =
      MessageProperties.PERSISTENT_BASIC
          .builder()
          .contentType(EventBatchCodec.CONTENT_TYPE)
          .build();

  private final Connection connection;
  private final Channel channel;

  private BenchQueue(Connection connection, Channel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /** Connects, and makes the queue anew. */
  public static BenchQueue open(Map<String, String> environment) {
    Connection connection = Servers.rabbitmq(environment, "zhaoli-bench-notify");
    try {
      Channel channel = connection.createChannel();
      channel.queueDelete(NAME);
      channel.queueDeclare(NAME, true, false, false, Map.of("x-queue-type", "quorum"));
      return new BenchQueue(connection, channel);
    } catch (IOException e) {
      throw new BenchFailure("The broker did not give a channel.", e);
    }
  }

  /** Publishes each message and waits for its confirm before the next. */
  public void publishOneByOne(List<byte[]> messages) throws InterruptedException {
    try (Publisher publisher = new Publisher()) {
      for (byte[] message : messages) {
        publisher.send(message);
        publisher.awaitAll();
      }
    }
  }

  /** Publishes with at most so many messages that wait for their confirm. */
  public void publish(List<byte[]> messages, int window) throws InterruptedException {
    try (Publisher publisher = new Publisher(window)) {
      for (byte[] message : messages) {
        publisher.send(message);
      }
      publisher.awaitAll();
    }
  }

  /** A channel with confirms that come when they come, for several messages at once too. */
  private final class Publisher implements AutoCloseable {
    private final Channel own;
    private final int window;
    private final Semaphore free;
    private final AtomicBoolean refused = new AtomicBoolean();
    private long confirmedUpTo;

    Publisher() {
      this(1);
    }

    Publisher(int window) {
      this.window = window;
      this.free = new Semaphore(window);
      try {
        own = connection.createChannel();
        own.confirmSelect();
        own.addConfirmListener(this::confirmed, (tag, several) -> refused.set(true));
      } catch (IOException e) {
        throw new BenchFailure("The broker gave no channel.", e);
      }
    }

    /** By the connection's one thread. */
    private void confirmed(long tag, boolean several) {
      if (several) {
        free.release((int) (tag - confirmedUpTo));
        confirmedUpTo = tag;
      } else {
        free.release();
        confirmedUpTo = Math.max(confirmedUpTo, tag);
      }
    }

    void send(byte[] message) throws InterruptedException {
      acquire(1);
      try {
        own.basicPublish("", NAME, PERSISTENT, message);
      } catch (IOException e) {
        throw new BenchFailure("The broker did not take a message.", e);
      }
    }

    void awaitAll() throws InterruptedException {
      acquire(window);
      free.release(window);
    }

    private void acquire(int permits) throws InterruptedException {
      if (!free.tryAcquire(permits, LIMIT.toSeconds(), TimeUnit.SECONDS) || refused.get()) {
        throw new BenchFailure("The broker did not confirm what it was given.");
      }
    }

    @Override
    public void close() {
      try {
        own.close();
      } catch (IOException | TimeoutException e) {
        throw new BenchFailure("A channel could not be closed.", e);
      }
    }
  }

  /** A channel of its own for a consumer. */
  Channel consumerChannel(int prefetch) {
    try {
      Channel own = connection.createChannel();
      own.basicQos(prefetch);
      return own;
    } catch (IOException e) {
      throw new BenchFailure("The broker gave no channel.", e);
    }
  }

  String name() {
    return NAME;
  }

  /** Removes all messages. */
  public void purge() {
    try {
      channel.queuePurge(NAME);
    } catch (IOException e) {
      throw new BenchFailure("The queue could not be emptied.", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.queueDelete(NAME);
      connection.close(2_000);
    } catch (IOException e) {
      throw new BenchFailure("The benchmark's queue could not be removed.", e);
    }
  }
}
