package com.zhaoli.pay.payment.pages;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.Stores;
import com.zhaoli.pay.testing.FreePorts;
import com.zhaoli.pay.testing.MariaDbServer;
import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages on a port that is known before they start, since their own address is a setting. */
@SpringBootTest(
    classes = PagesApp.class,
    webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
    properties = {
      "spring.cloud.nacos.discovery.enabled=false",
      "spring.cloud.nacos.config.enabled=false",
      "spring.config.import=",
      "zhaoli.environment=development"
    })
abstract class PagesCase {
  private static final int PORT = FreePorts.next();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /** The pages' own address. */
  static final String SITE = "http://127.0.0.1:" + PORT;

  @Autowired TestCheckout checkout;
  @Autowired Stores stores;
  @Autowired InternalToken token;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    MariaDbServer mariadb = TestServers.mariadb();
    registry.add(
        "spring.datasource.url",
        () -> mariadb.jdbcUrl("zhaoli_payment_pages") + "&preserveInstants=true");
    registry.add("spring.datasource.username", mariadb::user);
    registry.add("spring.datasource.password", mariadb::password);
    registry.add("zhaoli.internal.key", () -> Base64.getEncoder().encodeToString(new byte[32]));
    registry.add(
        "zhaoli.encryption.key", () -> "k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    registry.add("server.port", () -> PORT);
    registry.add("zhaoli.channel.public-url", () -> SITE);
  }

  @BeforeEach
  void nothingIsRefused() {
    checkout.refusal.set(null);
    checkout.openings.clear();
  }

  StoreBO store(String name) {
    return stores.create(TestCheckout.MERCHANT, "app_1", name, null).store();
  }

  /** An answer with its first cookie, as {@code name=value}. */
  record Answer(int status, String text, HttpResponse<String> whole) {
    JsonNode json() {
      return JSON.readTree(text);
    }

    String field(String name) {
      return json().path(name).asString("");
    }

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }

    String cookie() {
      return header("Set-Cookie").split(";", 2)[0];
    }
  }

  Answer get(String path, @Nullable String cookie) {
    HttpRequest.Builder request = request(path).GET();
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return send(request);
  }

  /** As a page of ours sends it. */
  Answer post(String path, String body, @Nullable String cookie) {
    HttpRequest.Builder request =
        request(path)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return send(request);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(SITE + path))
        .timeout(Duration.ofSeconds(20))
        .header(ZhaoliHeaders.INTERNAL, token.issue("gateway"));
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> whole =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(whole.statusCode(), whole.body(), whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
