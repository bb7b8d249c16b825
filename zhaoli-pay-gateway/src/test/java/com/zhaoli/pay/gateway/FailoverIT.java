package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two instances of payment-service, of which one is dead, breaks off or hangs. */
class FailoverIT extends GatewayItCase {

  /** Nothing listens on port 1. */
  private static final String DEAD = "http://127.0.0.1:1";

  private static final Instance BROKEN = new Instance();
  private static final Instance ALONE = new Instance();

  @DynamicPropertySource
  static void instances(DynamicPropertyRegistry registry) {
    String simple = "spring.cloud.discovery.client.simple.instances.";
    registry.add(simple + "zhaoli-pay-payment-service[1].uri", BROKEN::uri);
    registry.add(simple + "zhaoli-pay-notify-consumer[1].uri", () -> DEAD);
    INSTEAD.put("zhaoli-pay-wechat-mp-service", ALONE.uri());
    INSTEAD.put("zhaoli-pay-pos-terminal-service", DEAD);
  }

  @AfterEach
  void reset() {
    BROKEN.calls.set(0);
    ALONE.calls.set(0);
  }

  @AfterAll
  static void nobodyElseMeetsThem() {
    INSTEAD.clear();
  }

  @Test
  void callsGoOnThroughTheOtherInstanceWhenOneIsDead() {
    for (int i = 0; i < 20; i++) {
      assertThat(request().path("/openapi/v1/notifications").signed().send(port).status())
          .isEqualTo(200);
    }
    assertThat(SERVICES.received).hasSize(20);
  }

  @Test
  void aGetIsRepeatedAtTheOtherInstanceWhenTheConnectionBreaks() {
    BROKEN.open(Behaviour.BREAK_OFF);
    for (int i = 0; i < 10; i++) {
      assertThat(request().method("GET").body(new byte[0]).signed().send(port).status())
          .isEqualTo(200);
    }
    assertThat(BROKEN.calls.get()).isPositive();
    assertThat(SERVICES.received).hasSize(10);
  }

  @Test
  void aPostWhoseFateIsUnknownIsNotRepeated() {
    BROKEN.open(Behaviour.BREAK_OFF);
    int failed = 0;
    for (int i = 0; i < 10; i++) {
      RawHttp.Response answer = request().signed().send(port);
      if (answer.status() != 200) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
        failed++;
      }
    }
    assertThat(failed).isEqualTo(BROKEN.calls.get()).isPositive();
    assertThat(SERVICES.received).hasSize(10 - failed);
  }

  @Test
  void aServiceThatHangsIsATimeOutAndNotAskedAgain() {
    ALONE.open(Behaviour.HANG);
    RawHttp.Response answer =
        RawHttp.send(port, "GET /wechat/portal HTTP/1.1", List.of(), new byte[0]);
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.code()).isEqualTo("UPSTREAM_TIMEOUT");
    assertThat(ALONE.calls.get()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBreaksOffBeforeAnyOfItLeftBecomesAnError() {
    ALONE.open(Behaviour.HALF_AN_ANSWER);
    RawHttp.Response answer =
        RawHttp.send(port, "GET /wechat/portal HTTP/1.1", List.of(), new byte[0]);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
    assertThat(answer.header("X-Zhaoli-Request-Id")).hasSize(1);
  }

  @Test
  void anAnswerThatBreaksOffInTheMiddleDoesNotLookWhole() {
    ALONE.open(Behaviour.HALF_A_LONG_ANSWER);
    RawHttp.Response answer =
        RawHttp.send(port, "GET /wechat/portal HTTP/1.1", List.of(), new byte[0]);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Transfer-Encoding")).containsExactly("chunked");
    assertThat(answer.body()).startsWith("2000\r\n").doesNotEndWith("0\r\n\r\n");
    assertThat(answer.body()).doesNotContain("\"code\"");
  }

  @Test
  void aServiceWithoutALivingInstanceIsUnavailable() {
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "POST /ops/v1/terminals HTTP/1.1",
            List.of("Authorization: Bearer " + Services.OPERATOR_TOKEN),
            new byte[0]);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
  }

  private enum Behaviour {
    BREAK_OFF,
    HANG,
    HALF_AN_ANSWER,
    HALF_A_LONG_ANSWER
  }

  /** A server that takes a request and then does what no service should do. */
  private static final class Instance {
    final AtomicInteger calls = new AtomicInteger();
    private volatile Behaviour behaviour = Behaviour.BREAK_OFF;
    private final ServerSocket server;

    Instance() {
      try {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      start(this::serve, "broken-instance");
    }

    String uri() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    void open(Behaviour next) {
      behaviour = next;
    }

    private static void start(Runnable work, String name) {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          start(() -> misbehave(socket), "broken-instance-call");
        } catch (IOException e) {
          return;
        }
      }
    }

    private void misbehave(Socket socket) {
      try (socket) {
        byte[] some = new byte[4096];
        if (socket.getInputStream().read(some) <= 0) {
          return;
        }
        calls.incrementAndGet();
        if (behaviour == Behaviour.HANG) {
          // Until the gateway gives up and closes.
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } else if (behaviour == Behaviour.HALF_AN_ANSWER) {
          write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        } else if (behaviour == Behaviour.HALF_A_LONG_ANSWER) {
          String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
          write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
        }
      } catch (IOException e) {
        // The gateway closed first, which is what the tests want.
      }
    }

    private static void write(Socket socket, String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
