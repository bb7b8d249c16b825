package com.zhaoli.pay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.testing.FreePorts;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executor over HTTP. This test plays the admin and payment-service. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false"
    })
class JobExecutorIT {
  private static final String TOKEN = "token-of-this-test";
  private static final String SUCCESS = "200";
  private static final String FAILURE = "500";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final AtomicInteger LOG_IDS = new AtomicInteger();

  private static final int EXECUTOR_PORT = FreePorts.next();
  private static final int ADMIN_PORT = FreePorts.next();
  private static final List<Received> atAdmin = new CopyOnWriteArrayList<>();
  private static final List<Received> atPayment = new CopyOnWriteArrayList<>();
  private static volatile Function<Received, Answer> payment = call -> new Answer(500, "{}");
  private static final HttpServer PAYMENT_SERVICE =
      serve(
          FreePorts.next(),
          request -> {
            atPayment.add(request);
            return payment.apply(request);
          });
  // Away while the application starts.
  private static @Nullable HttpServer admin;

  @TempDir static Path logs;

  @LocalServerPort private int port;
  @Autowired private InternalToken internalToken;
  @Autowired private JdbcTemplate jdbc;

  record Received(String path, String token, String internal, JsonNode body) {}

  record Answer(int status, String body) {}

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add(
        "spring.cloud.discovery.client.simple.instances.zhaoli-pay-payment-service[0].uri",
        () -> "http://127.0.0.1:" + PAYMENT_SERVICE.getAddress().getPort());
    registry.add(
        "spring.cloud.discovery.client.simple.instances.zhaoli-pay-notify-consumer[0].uri",
        () -> "http://127.0.0.1:" + PAYMENT_SERVICE.getAddress().getPort());
    registry.add(
        "spring.datasource.url", () -> TestServers.mariadb().jdbcUrl("zhaoli_job_executor"));
    registry.add("spring.datasource.username", () -> TestServers.mariadb().user());
    registry.add("spring.datasource.password", () -> TestServers.mariadb().password());
    registry.add("zhaoli.internal.key", () -> "c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=");
    registry.add("zhaoli.job.executor.admin", () -> "http://127.0.0.1:" + ADMIN_PORT + "/admin");
    registry.add("zhaoli.job.executor.token", () -> TOKEN);
    registry.add("zhaoli.job.executor.port", () -> EXECUTOR_PORT);
    registry.add("zhaoli.job.executor.log-dir", logs::toString);
    registry.add("zhaoli.job.executor.heartbeat", () -> "100ms");
  }

  @BeforeEach
  void forget() {
    atPayment.clear();
    // A trigger that comes soon after a run is of that run.
    for (String table : List.of("job_run", "job_range", "job_failed_batch")) {
      jdbc.update("DELETE FROM " + table);
    }
  }

  @AfterAll
  static void stopServers() {
    // Payment-service stays: a test that failed is tried once more, with the same executor.
    stopAdmin();
  }

  @Test
  void isHealthyWithoutAnAdminAndRegistersWhenThereIsOne() throws Exception {
    stopAdmin();
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);

    atAdmin.clear();
    startAdmin();

    await().atMost(PATIENCE).until(() -> !atAdmin.isEmpty());
    Received registration = atAdmin.get(0);
    assertThat(registration.path()).isEqualTo("/admin/api/registry");
    assertThat(registration.token()).isEqualTo(TOKEN);
    assertThat(registration.body().get("registryGroup").asString()).isEqualTo("EXECUTOR");
    assertThat(registration.body().get("registryKey").asString())
        .isEqualTo("zhaoli-pay-job-executor");
    assertThat(registration.body().get("registryValue").asString())
        .isEqualTo("http://127.0.0.1:" + EXECUTOR_PORT + "/");
  }

  @Test
  void aTriggerWorksThroughTheRangesOfPaymentServiceAndReportsSuccess() throws Exception {
    startAdmin();
    payment =
        request ->
            switch (call(request)) {
              case "plan" -> new Answer(200, "{\"total\":3,\"bounds\":[\"at_2\",\"at_3\"]}");
              case "keys" ->
                  new Answer(
                      200,
                      request.body().path("scope").has("cutoff")
                              && request.body().path("after").asString().isEmpty()
                          ? "{\"keys\":[\"at_1\",\"at_2\"]}"
                          : "{\"keys\":[\"at_3\"]}");
              default ->
                  new Answer(
                      200,
                      "{\"handled\":%d,\"changed\":1,\"failures\":[]}"
                          .formatted(request.body().path("keys").size()));
            };

    int logId = trigger("paymentStatusSync", "BEAN", 1, 4);

    JsonNode report = reportOf(logId);
    assertThat(report.get("handleCode").asString()).isEqualTo(SUCCESS);
    assertThat(report.get("handleMsg").asString()).endsWith("3 of 3 done, 2 changed, 0 failed.");
    assertThat(atPayment)
        .hasSize(5)
        .allSatisfy(
            call -> {
              assertThat(call.path()).startsWith("/internal/v1/work/payment-status-sync/");
              assertThat(internalToken.verify(call.internal())).isTrue();
            });
    assertThat(logOf(logId)).contains("shard 1 of 4", "3 to do, in 2 ranges.");
  }

  @Test
  void aFailureOfPaymentServiceIsReportedAsOne() throws Exception {
    startAdmin();
    payment = call -> new Answer(503, "{\"code\":\"UPSTREAM_UNAVAILABLE\"}");

    JsonNode report = reportOf(trigger("expiredOrderClose", "BEAN", 0, 1));

    assertThat(report.get("handleCode").asString()).isEqualTo(FAILURE);
    assertThat(report.get("handleMsg").asString())
        .contains("cannot be planned: the service answered 503")
        .endsWith("The next trigger tries it again.");
    assertThat(atPayment).as("no client repeats a call by itself").hasSize(1);
  }

  @Test
  void aKillFromTheAdminStopsTheRunAndTheNextTriggerGoesOn() throws Exception {
    startAdmin();
    payment =
        request ->
            switch (call(request)) {
              case "plan" -> new Answer(200, "{\"total\":1,\"bounds\":[\"x\"]}");
              case "keys" -> new Answer(200, "{\"keys\":[\"x\"]}");
              default -> new Answer(503, "{}");
            };
    int logId = trigger("webhookCompensation", "BEAN", 0, 1);
    await().atMost(PATIENCE).until(() -> atPayment.stream().anyMatch(c -> call(c).equals("batch")));

    post("/kill", TOKEN, "{\"jobId\":%d}".formatted(jobId("webhookCompensation")));

    JsonNode report = reportOf(logId);
    assertThat(report.get("handleCode").asString()).isEqualTo(FAILURE);
    assertThat(logOf(logId)).contains("Stopped: Run run_", "the next trigger goes on with it.");
    payment =
        request ->
            call(request).equals("keys")
                ? new Answer(200, "{\"keys\":[\"x\"]}")
                : new Answer(200, "{\"handled\":1,\"changed\":1,\"failures\":[]}");
    assertThat(reportOf(trigger("webhookCompensation", "BEAN", 0, 1)).get("handleMsg").asString())
        .contains("1 of 1 done");
  }

  @Test
  void withoutTheTokenNothingRuns() throws Exception {
    String answer = post("/run", "guessed", trigger(1, "paymentStatusSync", "BEAN", 0, 1));

    assertThat(JSON.readTree(answer).get("code").asInt()).isNotEqualTo(200);
    assertThat(answer).contains("access token is wrong");
    assertThat(atPayment).isEmpty();
  }

  @Test
  void scriptsFromTheAdminAreRefused() throws Exception {
    Path proof = logs.resolve("proof");
    String body =
        trigger(2, "", "GLUE_SHELL", 0, 1)
            .replace("\"glueSource\":\"\"", "\"glueSource\":\"touch " + proof + "\"");

    String answer = post("/run", TOKEN, body);

    assertThat(JSON.readTree(answer).get("code").asInt()).isNotEqualTo(200);
    assertThat(answer).contains("BEAN only");
    assertThat(proof).doesNotExist();
  }

  @Test
  void anUnknownHandlerIsRefused() throws Exception {
    assertThat(post("/run", TOKEN, trigger(3, "noSuchJob", "BEAN", 0, 1))).contains("not found");
  }

  @Test
  void listensOnItsOwnAddressOnly() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket()) {
      // All of 127/8 is loopback on Linux: this bind fails where the executor has the wildcard.
      elsewhere.bind(new InetSocketAddress("127.0.0.2", EXECUTOR_PORT));
      assertThat(elsewhere.isBound()).isTrue();
    }
  }

  private static int trigger(String handler, String type, int index, int total) throws Exception {
    int logId = LOG_IDS.incrementAndGet();
    String answer = post("/run", TOKEN, trigger(logId, handler, type, index, total));
    assertThat(JSON.readTree(answer).get("code").asInt()).as(answer).isEqualTo(200);
    return logId;
  }

  private static String trigger(int logId, String handler, String type, int index, int total) {
    return """
    {"jobId":%d,"executorHandler":"%s","executorParams":"","executorBlockStrategy":"SERIAL_EXECUTION",
     "executorTimeout":0,"logId":%d,"logDateTime":1790000000000,"glueType":"%s","glueSource":"",
     "glueUpdatetime":0,"broadcastIndex":%d,"broadcastTotal":%d}
    """
        .formatted(jobId(handler), handler, logId, type, index, total);
  }

  /** Executors keep a thread for each job. */
  private static int jobId(String handler) {
    return Math.floorMod(handler.hashCode(), 1_000);
  }

  private static JsonNode reportOf(int logId) {
    await().atMost(PATIENCE).until(() -> hasReport(logId));
    return reports(logId).get(0);
  }

  private static boolean hasReport(int logId) {
    return !reports(logId).isEmpty();
  }

  private static List<JsonNode> reports(int logId) {
    return atAdmin.stream()
        .filter(call -> call.path().equals("/admin/api/callback"))
        .flatMap(call -> call.body().valueStream())
        .filter(report -> report.get("logId").asInt() == logId)
        .toList();
  }

  private static String logOf(int logId) throws Exception {
    String body = "{\"logDateTim\":1790000000000,\"logId\":%d,\"fromLineNum\":1}".formatted(logId);
    JsonNode answer = JSON.readTree(post("/log", TOKEN, body));
    return answer.get("data").get("logContent").asString();
  }

  private static String call(Received request) {
    return request.path().substring(request.path().lastIndexOf('/') + 1);
  }

  private static String post(String path, String token, String body) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + EXECUTOR_PORT + path))
                .header("XXL-JOB-ACCESS-TOKEN", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static synchronized void startAdmin() {
    if (admin == null) {
      admin =
          serve(
              ADMIN_PORT,
              request -> {
                atAdmin.add(request);
                return new Answer(200, "{\"code\":200}");
              });
    }
  }

  private static synchronized void stopAdmin() {
    if (admin != null) {
      admin.stop(0);
      admin = null;
    }
  }

  private static HttpServer serve(int port, Function<Received, Answer> behaviour) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", exchange -> answer(exchange, behaviour));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, Function<Received, Answer> behaviour)
      throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      Answer answer =
          behaviour.apply(
              new Received(
                  exchange.getRequestURI().getPath(),
                  header(exchange, "XXL-JOB-ACCESS-TOKEN"),
                  header(exchange, ZhaoliHeaders.INTERNAL),
                  body));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
