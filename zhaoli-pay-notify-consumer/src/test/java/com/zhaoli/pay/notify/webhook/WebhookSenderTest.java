package com.zhaoli.pay.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.notify.address.AddressPolicy;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.testing.Quickest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
  private static final WebhookSecret SECRET =
      new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private final Map<String, String> received = new ConcurrentHashMap<>();
  private HttpServer server = newServer();
  private WebhookSender development = sender(true);
  private WebhookSender production = sender(false);

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static WebhookSender sender(boolean relaxed) {
    return new WebhookSender(
        new AddressPolicy(relaxed),
        SettingsFixture.withWebhookTimeout(Duration.ofSeconds(5)),
        CLOCK,
        new SimpleMeterRegistry());
  }

  @BeforeEach
  void start() {
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(0);
    development.destroy();
    production.destroy();
  }

  @Test
  void theBodyIsSentAsItWasSigned() throws GeneralSecurityException {
    on(
        "/hook",
        exchange -> {
          exchange.getRequestHeaders().forEach((name, values) -> received.put(name, values.get(0)));
          received.put(
              "body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
        });

    WebhookAnswer answer = development.send(url("/hook"), List.of(SECRET), "evt_1", BODY);

    assertThat(answer).isEqualTo(new WebhookAnswer.Status(204, "", null));
    assertThat(received)
        .containsEntry("body", "{\"id\":\"evt_1\"}")
        .containsEntry("Webhook-id", "evt_1")
        .containsEntry("Webhook-timestamp", "1700000000")
        .containsEntry("Content-type", "application/json; charset=UTF-8");
    // Standard Webhooks 1.0, worked out here by hand: the key is the 32 decoded bytes.
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] expected =
        mac.doFinal("evt_1.1700000000.{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(received)
        .containsEntry("Webhook-signature", "v1," + Base64.getEncoder().encodeToString(expected));
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() {
    on(
        "/there",
        exchange -> {
          received.put("followed", "yes");
          exchange.sendResponseHeaders(200, -1);
        });
    on(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", url("/there"));
          exchange.sendResponseHeaders(302, -1);
        });

    assertThat(development.send(url("/moved"), List.of(SECRET), "evt_1", BODY))
        .isEqualTo(new WebhookAnswer.Status(302, "", null));
    assertThat(received).isEmpty();
  }

  @Test
  void aFailureIsQuotedShortlyAndPrintably() {
    on(
        "/broken",
        exchange -> {
          byte[] page = ("no\u0007 \n" + "x".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(500, page.length);
          exchange.getResponseBody().write(page);
        });

    WebhookAnswer answer = development.send(url("/broken"), List.of(SECRET), "evt_1", BODY);

    assertThat(answer).isInstanceOf(WebhookAnswer.Status.class);
    assertThat(((WebhookAnswer.Status) answer).excerpt()).hasSize(200).startsWith("no xxx");
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          byte[] chunk = new byte[8_192];
          while (true) {
            out.write(chunk);
          }
        });

    Duration soon = Duration.ofSeconds(2);
    Duration took =
        Quickest.of(
            soon,
            () ->
                assertThat(development.send(url("/endless"), List.of(SECRET), "evt_1", BODY))
                    .isEqualTo(new WebhookAnswer.Status(200, "", null)));
    assertThat(took)
        .as("dropped after what is needed, and not when the time is over")
        .isLessThan(soon);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallEndsInTimeHoweverSlowlyTheServerDrips(boolean headersFirst) {
    on(
        "/slow",
        exchange -> {
          if (headersFirst) {
            exchange.sendResponseHeaders(200, 0);
          }
          for (int i = 0; i < 1_000; i++) {
            if (headersFirst) {
              exchange.getResponseBody().write('.');
              exchange.getResponseBody().flush();
            }
            pause();
          }
        });
    long begin = System.nanoTime();

    // Once the status is there, the server has answered; the rest is not waited for.
    assertThat(development.send(url("/slow"), List.of(SECRET), "evt_1", BODY))
        .isEqualTo(
            headersFirst
                ? new WebhookAnswer.Status(200, "", null)
                : new WebhookAnswer.None("No answer within 5 s."));
    // It drips for more than a hundred seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aNameServerThatNeverAnswersHoldsACallNoLongerThanItsTime() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    WebhookSender sender =
        new WebhookSender(
            new AddressPolicy(true),
            SettingsFixture.withWebhookTimeout(Duration.ofSeconds(1)),
            CLOCK,
            new SimpleMeterRegistry(),
            host -> {
              asked.incrementAndGet();
              awaitUninterruptibly(over);
              return InetAddress.getAllByName(host);
            });
    try {
      for (int i = 0; i < 2; i++) {
        // The look-up ends only after the call has.
        assertThat(sender.send(url("/"), List.of(SECRET), "evt_1", BODY))
            .isEqualTo(new WebhookAnswer.None("The host name was not looked up in time."));
      }
      assertThat(asked).as("one look-up of a host at a time").hasValue(1);
    } finally {
      over.countDown();
      sender.destroy();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatWasLookedUpIsCheckedAndIsWhatIsCalled() throws IOException {
    on("/", exchange -> exchange.sendResponseHeaders(204, -1));
    InetAddress[] inside = {InetAddress.getLoopbackAddress()};
    String url = "https://shop.invalid:" + server.getAddress().getPort() + "/";
    WebhookSender strict =
        new WebhookSender(
            new AddressPolicy(false),
            SettingsFixture.defaults(),
            CLOCK,
            new SimpleMeterRegistry(),
            host -> inside);
    WebhookSender relaxed =
        new WebhookSender(
            new AddressPolicy(true),
            SettingsFixture.defaults(),
            CLOCK,
            new SimpleMeterRegistry(),
            host -> inside);
    try {
      assertThat(strict.send(url, List.of(SECRET), "evt_1", BODY))
          .isEqualTo(
              new WebhookAnswer.None("The host has an address that webhooks must not go to."));
      assertThat(relaxed.send(url.replace("https", "http"), List.of(SECRET), "evt_1", BODY))
          .isEqualTo(new WebhookAnswer.Status(204, "", null));
    } finally {
      strict.destroy();
      relaxed.destroy();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/", "https://localhost:%d/", "https://[::1]:%d/",
        "https://2130706433:%d/", "https://[::ffff:127.0.0.1]:%d/", "https://0.0.0.0:%d/"
      })
  void productionReachesNothingOnThisMachine(String address) {
    on("/", exchange -> received.put("reached", "yes"));

    WebhookAnswer answer =
        production.send(
            address.formatted(server.getAddress().getPort()), List.of(SECRET), "evt_1", BODY);

    assertThat(answer)
        .isEqualTo(new WebhookAnswer.None("The host has an address that webhooks must not go to."));
    assertThat(received).isEmpty();
  }

  @Test
  void productionRefusesHttp() {
    assertThat(production.send(url("/"), List.of(SECRET), "evt_1", BODY))
        .isEqualTo(
            new WebhookAnswer.None("The address is not allowed: it must begin with https://."));
  }

  @Test
  void nobodyThereIsToldAsSuch() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(development.send("http://127.0.0.1:" + port + "/", List.of(SECRET), "evt_1", BODY))
        .isInstanceOf(WebhookAnswer.None.class)
        .asString()
        .contains("No connection");
  }

  /** The server's own lines, such as the date, come on top. */
  @ParameterizedTest
  @CsvSource({"90, 7000, true", "101, 10, false", "1, 8192, false", "1, 1000000, false"})
  void ofAHeadNoMoreIsReadThanAnyShopHas(int lines, int length, boolean isAnAnswer) {
    on(
        "/long",
        exchange -> {
          for (int i = 0; i < lines; i++) {
            exchange.getResponseHeaders().add("X-Line-" + i, "x".repeat(length));
          }
          exchange.sendResponseHeaders(200, -1);
        });

    assertThat(development.send(url("/long"), List.of(SECRET), "evt_1", BODY))
        .isEqualTo(
            isAnAnswer
                ? new WebhookAnswer.Status(200, "", null)
                : new WebhookAnswer.None("The head of the answer is too long."));
  }

  private void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        (HttpExchange exchange) -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
