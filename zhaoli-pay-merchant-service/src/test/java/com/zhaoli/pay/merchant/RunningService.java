package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.internal.InternalToken;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a real port, with a real MariaDB and Redis, called over HTTP. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false",
      "spring.cloud.nacos.config.import-check.enabled=false",
      "zhaoli.merchant.first-operator-password=correct horse battery",
      "zhaoli.merchant.message-interval=100ms"
    })
public abstract class RunningService {
  static final Neighbours NEIGHBOURS = new Neighbours();
  static final String ADMIN_PASSWORD = "correct horse battery";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @LocalServerPort protected int port;
  @Autowired protected InternalToken internalToken;
  @Autowired protected JdbcTemplate jdbc;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("ZHAOLI_DB_HOST", () -> TestServers.mariadb().host());
    registry.add("ZHAOLI_DB_PORT", () -> TestServers.mariadb().port());
    registry.add("ZHAOLI_DB_USER", () -> TestServers.mariadb().user());
    registry.add("ZHAOLI_DB_PASSWORD", () -> TestServers.mariadb().password());
    registry.add("ZHAOLI_REDIS_HOST", () -> TestServers.redis().host());
    registry.add("ZHAOLI_REDIS_PORT", () -> TestServers.redis().port());
    registry.add("ZHAOLI_REDIS_PASSWORD", () -> TestServers.redis().password());
    registry.add("ZHAOLI_INTERNAL_KEY", () -> KEY);
    registry.add("ZHAOLI_ENCRYPTION_KEY", () -> "k1:" + KEY);
    registry.add("ZHAOLI_ENVIRONMENT", () -> "development");
    for (String name :
        new String[] {"zhaoli-pay-wechat-mp-service", "zhaoli-pay-notify-consumer"}) {
      registry.add(
          "spring.cloud.discovery.client.simple.instances." + name + "[0].uri", NEIGHBOURS::uri);
    }
  }

  /** One call: what was sent with it, and then what came back. */
  public final class Call {
    private final HttpRequest.Builder request;

    private Call(String method, String path, @Nullable Object body, boolean credential) {
      request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(60))
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(
                          body instanceof byte[] picture ? picture : JSON.writeValueAsBytes(body)));
      if (credential) {
        request.header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"));
      }
      if (body != null) {
        request.header("Content-Type", body instanceof byte[] ? "image/jpeg" : "application/json");
      }
    }

    public Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    public Call asOperator(String roles) {
      return header(ZhaoliHeaders.OPERATOR, "opr_test").header(ZhaoliHeaders.OPERATOR_ROLES, roles);
    }

    public Answer send() {
      try {
        return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** An answer. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String text(String field) {
      return json().path(field).asString("");
    }

    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  protected Call get(String path) {
    return new Call("GET", path, null, true);
  }

  /** As somebody who does not come through the gateway. */
  Answer getBare(String path) {
    return new Call("GET", path, null, false).send();
  }

  protected Call post(String path) {
    return new Call("POST", path, null, true);
  }

  protected Call post(String path, Object body) {
    return new Call("POST", path, body, true);
  }

  Call put(String path, Object body) {
    return new Call("PUT", path, body, true);
  }

  Call patch(String path, Object body) {
    return new Call("PATCH", path, body, true);
  }

  Call delete(String path) {
    return new Call("DELETE", path, null, true);
  }

  Browser approvedBrowser() {
    Browser browser = new Browser(this).scannedBy(openid());
    assertThat(approve(browser.apply(CreditCodes.next())).status()).isEqualTo(200);
    return browser;
  }

  Answer approve(String merchantNo) {
    return post("/ops/v1/merchants/" + merchantNo + "/approve").asOperator("ADMIN").send();
  }

  static String openid() {
    return "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 27);
  }

  static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Future<T>> running = pool.invokeAll(Collections.nCopies(callers, call));
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
