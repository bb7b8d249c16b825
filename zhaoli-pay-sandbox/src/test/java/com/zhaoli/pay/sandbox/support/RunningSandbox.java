package com.zhaoli.pay.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox on a free port, started once for all tests, beside the platform that it calls. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class RunningSandbox {
  protected static final Platform PLATFORM = new Platform();
  protected static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path DIRECTORY = temporaryDirectory();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("zhaoli.sandbox.dir", DIRECTORY::toString);
    registry.add("zhaoli.sandbox.public-url", PLATFORM::url);
    registry.add("zhaoli.sandbox.own-url", () -> "");
    registry.add("zhaoli.sandbox.refund-delay", () -> "300ms");
    // The eight seconds of a payer who thinks become 3.2, WeChat Pay's fifteen six.
    registry.add("zhaoli.sandbox.barcodes.scale", () -> "0.4");
    // Alipay's first four minutes become 48 ms, raised to the least wait.
    registry.add("zhaoli.sandbox.notifies.scale", () -> "0.0002");
    registry.add("zhaoli.sandbox.notifies.min-delay", () -> "50ms");
    registry.add("zhaoli.sandbox.official-account.answer-timeout", () -> "2500ms");
    registry.add("zhaoli.sandbox.official-account.retry-delay", () -> "20ms");
    registry.add("zhaoli.sandbox.official-account.max-permanent-codes", () -> "5");
    registry.add("zhaoli.sandbox.official-account.others", () -> "shop");
    // The SDKs log each refusal that a test provokes at length.
    registry.add("logging.level.sdk", () -> "OFF");
    registry.add("logging.level.sdk.biz.err", () -> "OFF");
    registry.add("logging.level.sdk.comm.err", () -> "OFF");
    registry.add("logging.level.com.wechat.pay", () -> "OFF");
    registry.add("zhaoli.sandbox.jobs.timeout", () -> "10s");
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("sandbox");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void soundAgain() {
    send("DELETE", "/sandbox/v1/faults", null);
    send("DELETE", "/sandbox/v1/bills/alterations", null);
    PLATFORM.answering(request -> new Platform.Answer(200, "success"));
    // The next test's faults are for its own notifies.
    Awaitility.await().until(() -> !get("/sandbox/v1/orders?limit=500").text().contains("PENDING"));
  }

  /** How an order stands in the control API's list. */
  protected JsonNode order(String orderNo) {
    for (JsonNode order : get("/sandbox/v1/orders?limit=500").json().get("orders")) {
      if (order.get("channelOrderNo").asString().equals(orderNo)) {
        return order;
      }
    }
    throw new AssertionError("no order " + orderNo);
  }

  /** An answer of the sandbox; its body as JSON where it is some. */
  protected record Answer(int status, String text) {
    public JsonNode json() {
      return JSON.readTree(text);
    }
  }

  protected int port() {
    return port;
  }

  protected String url() {
    return "http://127.0.0.1:" + port;
  }

  protected static Path directory() {
    return DIRECTORY;
  }

  /** The content of a file that services read. */
  protected static String file(String name) {
    try {
      return Files.readString(DIRECTORY.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number for a new order. */
  protected static String newOrderNo() {
    return Ids.attemptNo();
  }

  /** Steers the sandbox; the call must succeed. */
  protected JsonNode control(String path, Map<String, ?> body) {
    Answer answer = post("/sandbox/v1" + path, body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.json();
  }

  protected Answer post(String path, Map<String, ?> body) {
    return send("POST", path, JSON.writeValueAsString(body));
  }

  protected Answer get(String path) {
    return send("GET", path, null);
  }

  protected Answer send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    return send(request.build());
  }

  protected static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
