package com.zhaoli.pay.payment.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlipayHttpTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AlipayHttp http =
      new AlipayHttp(new ChannelProperties(URI.create("http://127.0.0.1"), SHORT, SHORT));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    stopped.countDown();
    server.stop(0);
  }

  private String post(HttpHandler handler) throws IOException {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          handler.handle(exchange);
        });
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/gateway.do?a=1";
    return http.doPost(url, Map.of("biz_content", "{}"), "UTF-8", new HashMap<>());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void assertNoAnswer(HttpHandler handler) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(handler));
    assertThat(requests).hasValue(1);
  }

  @Test
  void anAnswerIsText() throws IOException {
    byte[] answer = "成功".getBytes(StandardCharsets.UTF_8);
    assertThat(post(exchange -> send(exchange, 200, answer))).isEqualTo("成功");
  }

  @Test
  void noRedirectIsFollowed() {
    assertNoAnswer(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          send(exchange, 307, "x".getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void anAnswerThatIsTooLongIsNone() {
    assertNoAnswer(exchange -> send(exchange, 200, new byte[(1 << 20) + 1]));
  }

  @Test
  void aRequestIsNotSentAgainWhenTheConnectionBreaks() {
    assertNoAnswer(HttpExchange::close);
  }

  @Test
  void aRequestIsNotSentAgainWhenTheServerWantsThat() {
    assertNoAnswer(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "0");
          send(exchange, 503, "x".getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  void anAnswerThatComesInDropsEndsInTimeToo() {
    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> post(this::drip));
    assertThat(requests).hasValue(1);
  }

  /** A byte each tenth of a second: no single wait is too long. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (!stopped.await(100, TimeUnit.MILLISECONDS)) {
        body.write(' ');
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
