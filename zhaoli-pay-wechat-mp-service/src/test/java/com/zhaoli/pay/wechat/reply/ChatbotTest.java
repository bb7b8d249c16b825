package com.zhaoli.pay.wechat.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.crypto.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChatbotTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile HttpHandler behaviour = exchange -> answer(exchange, 0, "hello{br}again");
  private HttpServer server;
  private ChatbotClient client;
  private Chatbot chatbot;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          behaviour.handle(exchange);
        });
    server.start();
    waitsAtMost(LONG);
  }

  private void waitsAtMost(Duration timeout) {
    ChatbotProperties properties =
        new ChatbotProperties(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/api.php",
            new Secret("free"),
            "0",
            timeout,
            2,
            100,
            Duration.ofMinutes(1));
    client = new ChatbotClient(properties, JsonMapper.builder().build());
    chatbot = new Chatbot(client, properties, new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    client.destroy();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anAnswerIsRememberedForEqualQuestions() {
    assertThat(chatbot.ask("你好 A&b=c")).hasValue("hello\nagain");
    assertThat(chatbot.ask(" 你好 a&B=c")).hasValue("hello\nagain");
    assertThat(calls).hasValue(1);
  }

  @Test
  void whatIsAskedArrivesAsItWasWritten() {
    List<String> queries = new CopyOnWriteArrayList<>();
    behaviour =
        exchange -> {
          queries.add(exchange.getRequestURI().getQuery());
          answer(exchange, 0, "x");
        };

    chatbot.ask("1+1=? & 😀");
    chatbot.ask("字".repeat(1000));

    assertThat(queries.get(0)).isEqualTo("key=free&appid=0&msg=1+1=? & 😀");
    assertThat(queries.get(1)).endsWith("msg=" + "字".repeat(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{\"result\":1,\"content\":\"no\"}",
        "{\"content\":\"no result\"}",
        "{\"result\":0}",
        "{\"result\":0,\"content\":\" \"}"
      })
  void anAnswerThatIsNoneIsNeitherGivenNorRemembered(String body) {
    behaviour = exchange -> answer(exchange, body);

    assertThat(chatbot.ask("x")).isEmpty();

    behaviour = exchange -> answer(exchange, 0, "now");
    assertThat(chatbot.ask("x")).hasValue("now");
  }

  @Test
  void anAnswerThatIsTooLongIsNotReadToItsEnd() {
    behaviour = exchange -> answer(exchange, 0, "x".repeat(1024 * 1024));

    assertThat(chatbot.ask("x")).isEmpty();
  }

  @Test
  void anAnswerThatDripsIsCutOffAtTheTimeOut() throws IOException {
    client.destroy();
    waitsAtMost(Duration.ofMillis(500));
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 1_000 && end.getCount() > 0; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
          }
        };
    long start = System.nanoTime();

    assertThat(chatbot.ask("x")).isEmpty();

    // It drips for more than a hundred seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aChatbotThatFailsIsSparedForAWhile() {
    behaviour = exchange -> answer(exchange, 1, "no");
    for (int i = 0; i < 20; i++) {
      assertThat(chatbot.ask("question " + i)).isEmpty();
    }

    assertThat(calls).hasValue(5);
  }

  @Test
  void noMoreQuestionsThanAllowedAreWithItAtOnce() throws Exception {
    behaviour =
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          answer(exchange, 0, "late");
        };
    CompletableFuture<?> first = CompletableFuture.runAsync(() -> chatbot.ask("1"), threads);
    CompletableFuture<?> second = CompletableFuture.runAsync(() -> chatbot.ask("2"), threads);
    await().until(() -> calls.get() == 2);

    assertThat(chatbot.ask("3")).isEmpty();

    assertThat(first.isDone() || second.isDone()).as("it waited for a place").isFalse();
    assertThat(calls).hasValue(2);
    end.countDown();
    first.get();
    second.get();
  }

  private static void answer(HttpExchange exchange, int result, String content) throws IOException {
    answer(
        exchange,
        JsonMapper.builder()
            .build()
            .writeValueAsString(Map.of("result", result, "content", content)));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
