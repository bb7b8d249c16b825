package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Dispatch mode async: the same batches over HTTP, and nobody looks for a broker. */
class AsyncDispatchIT extends RunningService {
  private static final List<PaymentEvent> RECEIVED = new CopyOnWriteArrayList<>();

  /** Both stay: the context is kept, and a test that failed is tried once more in it. */
  private static final HttpServer CONSUMER = consumer();

  private static final ServerSocketChannel BROKER = listener();
  private static volatile boolean consumerIsBroken;

  @DynamicPropertySource
  static void async(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_async", Map.of());
    registry.add("zhaoli.dispatch.mode", () -> "async");
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", () -> portOf(BROKER));
    registry.add(
        "spring.cloud.discovery.client.simple.instances.zhaoli-pay-notify-consumer[0].uri",
        () -> "http://127.0.0.1:" + CONSUMER.getAddress().getPort());
  }

  private static HttpServer consumer() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      EventBatchCodec codec = new EventBatchCodec();
      server.createContext(
          "/internal/v1/events",
          exchange -> {
            byte[] frame = exchange.getRequestBody().readAllBytes();
            boolean taken =
                !consumerIsBroken
                    && EventBatchCodec.CONTENT_TYPE.equals(
                        exchange.getRequestHeaders().getFirst("Content-Type"))
                    && exchange.getRequestHeaders().containsKey("X-Zhaoli-Internal");
            if (taken) {
              for (BatchMember member : codec.split(frame)) {
                RECEIVED.add(((BatchMember.Intact) member).event());
              }
            }
            exchange.sendResponseHeaders(taken ? 202 : 500, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocketChannel listener() {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int portOf(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  @Test
  void eventsReachTheConsumerAlsoWhenItWasBroken() throws IOException {
    consumerIsBroken = false;
    Pending first = paid(Channel.ALIPAY);
    awaitEvent(first);
    consumerIsBroken = true;
    Pending second = paid(Channel.WECHAT);
    assertThat(statusOf(second.paymentNo())).isEqualTo("SUCCEEDED");
    consumerIsBroken = false;
    awaitEvent(second);
    Awaitility.await()
        .until(
            () ->
                jdbc.queryForObject(
                    "SELECT COUNT(*) FROM outbox_event WHERE published_at IS NULL", Integer.class),
            unpublished -> unpublished == 0);
    assertThat(BROKER.accept()).as("nobody connected to the broker").isNull();
  }

  private Pending paid(Channel channel) {
    Pending payment = pending(channel);
    assertThat(isAccepted(channel, deliver(channel, wallet(channel).notice(payment.paid()))))
        .isTrue();
    return payment;
  }

  private static void awaitEvent(Pending payment) {
    Awaitility.await()
        .until(() -> RECEIVED.stream().anyMatch(e -> e.paymentNo().equals(payment.paymentNo())));
  }
}
