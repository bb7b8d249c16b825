package com.zhaoli.pay.e2e;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP with JSON as a browser or a script would speak it: cookies kept, every call timed out. */
final class JsonHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .cookieHandler(new CookieManager())
          .build();

  /** An answer, whatever its status. */
  record Answer(int status, String text, JsonNode body) {

    /** The named text of the body. */
    String text(String name) {
      JsonNode value = body.get(name);
      if (value == null || value.isNull()) {
        throw new DemoFailure("The answer has no \"" + name + "\": " + text);
      }
      return value.asString();
    }
  }

  Answer get(URI uri, Map<String, String> headers) {
    return send(request(uri, headers).GET().build());
  }

  Answer get(URI uri) {
    return get(uri, Map.of());
  }

  Answer post(URI uri, Map<String, String> headers, @Nullable Object body) {
    return send(
        request(uri, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
            .build());
  }

  Answer post(URI uri, @Nullable Object body) {
    return post(uri, Map.of(), body);
  }

  /** Any method with a body that is text already; the caller names its content type. */
  Answer send(String method, URI uri, Map<String, String> headers, String body) {
    return send(
        request(uri, headers).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private byte[] bytes(@Nullable Object body) {
    if (body == null) {
      return new byte[0];
    }
    return body instanceof byte[] raw ? raw : json.writeValueAsBytes(body);
  }

  private static HttpRequest.Builder request(URI uri, Map<String, String> headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    headers.forEach(builder::header);
    return builder;
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      String text = response.body();
      JsonNode body =
          type.contains("json") && !text.isBlank() ? json.readTree(text) : json.createObjectNode();
      return new Answer(response.statusCode(), text, body);
    } catch (IOException e) {
      throw new DemoFailure(request.method() + " " + request.uri() + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("Interrupted during " + request.uri(), e);
    }
  }
}
