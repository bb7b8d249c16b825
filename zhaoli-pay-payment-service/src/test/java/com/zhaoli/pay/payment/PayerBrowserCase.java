package com.zhaoli.pay.payment;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The whole service, called as payers' browsers call it. */
abstract class PayerBrowserCase extends RunningWithBroker {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired private InternalToken token;
  @LocalServerPort private int port;

  /** A browser that has at most one cookie. */
  final class Payer {
    private final String userAgent;
    private @Nullable String cookie;

    Payer(String userAgent) {
      this.userAgent = userAgent;
    }

    /** The key that its cookie holds. */
    String key() {
      return cookie == null ? "" : cookie.substring(cookie.indexOf('=') + 1);
    }

    Seen get(String path) {
      return send(request(path).GET());
    }

    Seen post(String path, String body) {
      return send(
          request(path)
              .header("Sec-Fetch-Site", "same-origin")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body)));
    }

    Seen open(String payToken, String channel, String method) {
      return post(
          "/cashier/" + payToken + "/open",
          "{\"channel\":\"%s\",\"method\":\"%s\"}".formatted(channel, method));
    }

    Seen state(String payToken) {
      return get("/cashier/" + payToken + "/state");
    }

    private HttpRequest.Builder request(String path) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(30))
              .header("User-Agent", userAgent)
              .header(ZhaoliHeaders.INTERNAL, token.issue("gateway"));
      if (cookie != null) {
        request.header("Cookie", cookie);
      }
      return request;
    }

    private Seen send(HttpRequest.Builder request) {
      try {
        HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";", 2)[0]);
        return new Seen(
            answer.statusCode(), answer.body(), answer.headers().firstValue("Location").orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** What a browser got. */
  record Seen(int status, byte[] body, String location) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String field(String name) {
      return json().path(name).asString("");
    }
  }
}
