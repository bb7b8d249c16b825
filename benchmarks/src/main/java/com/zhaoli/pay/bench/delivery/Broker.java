package com.zhaoli.pay.bench.delivery;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Servers;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.Routing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The platform's broker, for one queue: what is put there looks as if payment-service's relay had
 * published it. Template messages, which have a queue of their own, are left out.
 */
public final class Broker implements AutoCloseable {
  private static final int CONFIRM_MILLIS = 30_000;
  private static final AMQP.BasicProperties FRAME =
      MessageProperties.PERSISTENT_BASIC
          .builder()
          .contentType(EventBatchCodec.CONTENT_TYPE)
          .build();

  private final Connection connection;
  private final Channel channel;

  private Broker(Connection connection, Channel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /**
   * Connects.
   *
   * @throws BenchFailure when it is not there, as in dispatch mode async
   */
  public static Broker open(Map<String, String> environment) {
    Connection connection = Servers.rabbitmq(environment, "zhaoli-bench");
    try {
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      return new Broker(connection, channel);
    } catch (IOException e) {
      throw new BenchFailure("The broker did not give a channel.", e);
    }
  }

  /** Publishes frames to the webhooks' queue, persistent, and waits until all are confirmed. */
  public void publish(List<byte[]> frames) throws InterruptedException {
    try {
      for (byte[] frame : frames) {
        channel.basicPublish("", Routing.MERCHANT_WEBHOOK_QUEUE, true, FRAME, frame);
      }
      channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
    } catch (IOException | TimeoutException e) {
      throw new BenchFailure("The broker did not take the events.", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close(1_000);
    } catch (IOException e) {
      throw new BenchFailure("The connection to the broker could not be closed.", e);
    }
  }
}
