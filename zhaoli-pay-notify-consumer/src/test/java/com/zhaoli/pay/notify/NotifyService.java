package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One instance of the service, in this process, with real servers behind it. */
final class NotifyService implements AutoCloseable {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

  final ConfigurableApplicationContext context;

  private NotifyService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts an instance; settings are {@code name=value}. */
  static NotifyService start(Outside outside, String schema, String... settings) {
    return start(new SpringApplication(NotifyApplication.class), outside, schema, settings);
  }

  /** Starts an instance as the application says. */
  static NotifyService start(
      SpringApplication application, Outside outside, String schema, String... settings) {
    return new NotifyService(
        application.run(arguments(outside, schema, settings).toArray(String[]::new)));
  }

  /** The command line of an instance. */
  static List<String> arguments(Outside outside, String schema, String... settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server.port", 0);
    all.put("spring.main.banner-mode", "off");
    all.put("spring.cloud.nacos.discovery.enabled", false);
    all.put("spring.cloud.nacos.config.enabled", false);
    all.put("spring.cloud.nacos.config.import-check.enabled", false);
    all.put("spring.cloud.loadbalancer.cache.enabled", false);
    all.put(
        "spring.datasource.url",
        TestServers.mariadb().jdbcUrl(outside.schema(schema)) + "&useServerPrepStmts=true");
    all.put("ZHAOLI_DB_USER", TestServers.mariadb().user());
    all.put("ZHAOLI_DB_PASSWORD", TestServers.mariadb().password());
    all.put("ZHAOLI_REDIS_HOST", TestServers.redis().host());
    all.put("ZHAOLI_REDIS_PORT", TestServers.redis().port());
    all.put("ZHAOLI_REDIS_PASSWORD", TestServers.redis().password());
    all.put("ZHAOLI_INTERNAL_KEY", KEY);
    all.put("ZHAOLI_ENCRYPTION_KEY", "k1:" + KEY);
    all.put("ZHAOLI_ENVIRONMENT", "development");
    for (String name : List.of("zhaoli-pay-wechat-mp-service", "zhaoli-pay-merchant-service")) {
      all.put("spring.cloud.discovery.client.simple.instances." + name + "[0].uri", outside.uri());
    }
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments;
  }

  /** Settings that join an instance to the tests' broker. */
  static String[] rabbit(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "ZHAOLI_RABBIT_HOST=" + TestServers.rabbitmq().host(),
                "ZHAOLI_RABBIT_PORT=" + TestServers.rabbitmq().port(),
                "ZHAOLI_RABBIT_USER=" + TestServers.rabbitmq().user(),
                "ZHAOLI_RABBIT_PASSWORD=" + TestServers.rabbitmq().password()));
    settings.addAll(List.of(more));
    return settings.toArray(String[]::new);
  }

  /** The answers to a call that so many make at the same time. */
  static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(Collections.nCopies(callers, call))) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JdbcTemplate jdbc() {
    return bean(JdbcTemplate.class);
  }

  String uri() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** An answer over HTTP. */
  record Answer(int status, byte[] body) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  Answer call(String method, String path, @Nullable String merchantNo, @Nullable Object body) {
    return callWith(
        method,
        path,
        merchantNo == null ? Map.of() : Map.of(ZhaoliHeaders.MERCHANT_NO, merchantNo),
        body);
  }

  /** As an operator who is logged in. */
  Answer operate(String method, String path, String operator, @Nullable Object body) {
    return callWith(
        method,
        path,
        Map.of(ZhaoliHeaders.OPERATOR, operator, ZhaoliHeaders.OPERATOR_ROLES, "ADMIN"),
        body);
  }

  /** With headers as the gateway sets them. */
  Answer callWith(String method, String path, Map<String, String> headers, @Nullable Object body) {
    byte[] bytes =
        body == null
            ? new byte[0]
            : body instanceof byte[] raw ? raw : JSON.writeValueAsBytes(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri() + path))
            .timeout(Duration.ofSeconds(60))
            .header(ZhaoliHeaders.INTERNAL, bean(InternalToken.class).issue("zhaoli-pay-gateway"))
            .header(
                "Content-Type",
                body instanceof byte[] ? "application/x-zhaoli-batch" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes an endpoint of the merchant's at this address; its number. */
  String endpoint(String merchantNo, String url) {
    Answer made = call("POST", "/openapi/v1/webhook-endpoints", merchantNo, Map.of("url", url));
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("endpointNo").asString("");
  }

  /** An event of the merchant's, which the service has taken. */
  PaymentEvent sent(String merchantNo) {
    PaymentEvent event = Events.succeeded(merchantNo, null);
    assertThat(call("POST", "/internal/v1/events", null, Events.frame(event)).status())
        .isEqualTo(202);
    return event;
  }

  /** The merchant has it delivered once more. */
  Answer redeliver(String merchantNo, String notificationNo) {
    return call(
        "POST", "/openapi/v1/notifications/" + notificationNo + "/redeliver", merchantNo, null);
  }

  /** The number of the event's webhook, of which there is one at a time. */
  String numberOf(PaymentEvent event, int deliverySeq) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "SELECT notification_no FROM notification WHERE event_id = ?"
                    + " AND target_kind = 'WEBHOOK' AND delivery_seq = ?",
                String.class,
                event.eventId(),
                deliverySeq));
  }

  /** The states of the event's webhooks, in the order of their numbers. */
  void awaitDeliveries(PaymentEvent event, String... statuses) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc()
                            .queryForList(
                                "SELECT status FROM notification WHERE event_id = ?"
                                    + " AND target_kind = 'WEBHOOK' ORDER BY delivery_seq",
                                String.class,
                                event.eventId()))
                    .containsExactly(statuses));
  }

  @Override
  public void close() {
    context.close();
  }
}
