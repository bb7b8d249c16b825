package com.zhaoli.pay.payment;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.alipay.TestAlipay;
import com.zhaoli.pay.payment.channel.wechat.TestWechatPay;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import com.zhaoli.pay.testing.MariaDbServer;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.bean.override.convention.TestBean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service over HTTP with a real MariaDB and wallets that really sign. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false",
      "spring.config.import=",
      "zhaoli.channel.read-timeout=5s",
      "zhaoli.outbox.sweep-grace=5s",
      "zhaoli.outbox.sweep-interval=200ms",
      "zhaoli.outbox.topology-interval=1h",
      // The sweeps run when a test says so.
      "zhaoli.sync.interval=1h",
      "zhaoli.sync.refund-interval=1h",
      "zhaoli.sync.close-interval=1h",
      "zhaoli.reconcile.interval=1h",
      "zhaoli.suspension.interval=100ms"
    })
public abstract class RunningService {
  protected static final String MERCHANT = "mch_1";
  protected static final TestAlipay ALIPAY = new TestAlipay();
  protected static final TestWechatPay WECHAT = new TestWechatPay();

  /** Merchants that merchant-service tells to be suspended. */
  private static final Set<String> SUSPENDED = ConcurrentHashMap.newKeySet();

  private static final Path KEYS = temporary();
  private static final AtomicInteger ORDERS = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  protected static final JsonMapper JSON = new JsonMapper();

  @Autowired protected JdbcTemplate jdbc;
  @Autowired private InternalToken token;
  @LocalServerPort private int port;

  @Autowired private SuspendedMerchants suspendedMerchants;

  @TestBean
  @SuppressWarnings("NullAway.Init")
  protected MerchantInternalApi merchantService;

  static MerchantInternalApi merchantService() {
    MerchantInternalApi merchants = mock();
    when(merchants.merchantName(anyString())).thenThrow(new IllegalStateException("is away"));
    when(merchants.suspendedMerchants(anyString(), anyInt()))
        .thenAnswer(call -> SUSPENDED.stream().sorted().toList());
    return merchants;
  }

  private static Path temporary() {
    try {
      Path directory = Files.createTempDirectory("zhaoli-payment-it");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What every context of these tests needs beside the broker. Called by the subclass, since the
   * order of property sources along a class hierarchy is not defined.
   */
  protected static void common(
      DynamicPropertyRegistry registry, String schema, Map<String, String> others) {
    MariaDbServer mariadb = TestServers.mariadb();
    registry.add("spring.datasource.url", () -> mariadb.jdbcUrl(schema) + "&preserveInstants=true");
    registry.add("spring.datasource.username", mariadb::user);
    registry.add("spring.datasource.password", mariadb::password);
    registry.add("zhaoli.internal.key", () -> Base64.getEncoder().encodeToString(new byte[32]));
    registry.add(
        "zhaoli.encryption.key", () -> "k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    Map<String, String> settings = new HashMap<>(ALIPAY.settings(KEYS));
    settings.putAll(WECHAT.settings(KEYS));
    settings.putAll(others);
    settings.forEach((name, value) -> registry.add(name, () -> value));
  }

  /** Until the end of the test, from now on. */
  protected void suspend(String merchantNo) {
    SUSPENDED.add(merchantNo);
    await().until(() -> suspendedMerchants.isSuspended(merchantNo));
  }

  protected void resume(String merchantNo) {
    SUSPENDED.remove(merchantNo);
    await().until(() -> !suspendedMerchants.isSuspended(merchantNo));
  }

  @AfterEach
  void everybodyIsResumed() {
    SUSPENDED.forEach(this::resume);
  }

  @BeforeEach
  void channelsBehave() {
    ALIPAY.behave(TestChannel.Behaviour.NORMAL);
    WECHAT.behave(TestChannel.Behaviour.NORMAL);
  }

  /**
   * An answer: status and body as text and as JSON, where it is JSON.
   *
   * @param replayed the header that marks an answer given before, or empty
   */
  public record Answer(int status, String text, String replayed) {
    public Answer(int status, String text) {
      this(status, text, "");
    }

    public JsonNode json() {
      return JSON.readTree(text);
    }

    public String field(String name) {
      return json().path(name).asString();
    }
  }

  /** For parameterised tests. */
  protected static List<Channel> wallets() {
    return List.of(Channel.ALIPAY, Channel.WECHAT);
  }

  protected static TestChannel wallet(Channel channel) {
    return channel.equals(Channel.ALIPAY) ? ALIPAY : WECHAT;
  }

  protected static String newOutTradeNo() {
    return "order-" + ORDERS.incrementAndGet();
  }

  protected static Map<String, Object> order(Channel channel, String outTradeNo, long fen) {
    return Map.of(
        "outTradeNo",
        outTradeNo,
        "amount",
        fen,
        "subject",
        "商品",
        "method",
        "NATIVE",
        "channel",
        channel.name(),
        "attach",
        "a");
  }

  protected Answer create(Channel channel, String outTradeNo, long fen) {
    return create(JSON.writeValueAsString(order(channel, outTradeNo, fen)));
  }

  protected Answer create(String body) {
    return call("POST", "/openapi/v1/payments", body, MERCHANT);
  }

  /** A payment that waits for its payer. */
  protected Pending pending(Channel channel) {
    Answer created = create(channel, newOutTradeNo(), 1_230);
    if (created.status() != 201) {
      throw new AssertionError("not created: " + created);
    }
    String paymentNo = created.field("paymentNo");
    return new Pending(channel, paymentNo, attemptOf(paymentNo), new Money(1_230));
  }

  /** A payment that waits, with what its channel knows it by. */
  public record Pending(Channel channel, String paymentNo, String attemptNo, Money amount) {
    public TestChannel.Notice paid() {
      return new TestChannel.Notice(attemptNo, amount, "T" + attemptNo);
    }
  }

  protected String attemptOf(String paymentNo) {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT attempt_no FROM payment WHERE payment_no = ?", String.class, paymentNo));
  }

  protected String statusOf(String paymentNo) {
    return call("GET", "/openapi/v1/payments/" + paymentNo, "", MERCHANT).field("status");
  }

  protected int eventsOf(String paymentNo) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM outbox_event WHERE payment_no = ?", Integer.class, paymentNo);
    return count == null ? 0 : count;
  }

  protected Answer call(String method, String path, String body, String merchantNo) {
    return call(
        method,
        path,
        body,
        Map.of(ZhaoliHeaders.MERCHANT_NO, merchantNo, ZhaoliHeaders.APP_ID, "app_1"));
  }

  /** A call through the gateway with the headers that the gateway, or the merchant, adds. */
  protected Answer call(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header(ZhaoliHeaders.INTERNAL, token.issue("test"));
    headers.forEach(request::header);
    return send(request);
  }

  /** Sends a callback as the gateway does. */
  protected Answer deliver(Channel channel, CallbackRequest callback) {
    return deliver(channel, "", callback);
  }

  protected Answer deliver(Channel channel, String account, CallbackRequest callback) {
    String path =
        "/callback/" + (channel.equals(Channel.ALIPAY) ? "alipay" : "wechat-pay") + account;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path)).POST(BodyPublishers.ofByteArray(callback.body()));
    callback
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.toLowerCase(Locale.ROOT).equals("content-length")) {
                request.header(name, value);
              }
            });
    return send(request.header(ZhaoliHeaders.INTERNAL, token.issue("gateway")));
  }

  /** What the channel takes for success. */
  protected static boolean isAccepted(Channel channel, Answer answer) {
    return channel.equals(Channel.ALIPAY)
        ? answer.status() == 200 && answer.text().equals("success")
        : answer.status() == 200 || answer.status() == 204;
  }

  protected Answer get(String path) {
    return send(HttpRequest.newBuilder(url(path)).GET());
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Idempotency-Replayed").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
