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
public final class JsonHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .cookieHandler(new CookieManager())
          .build();

  /**
   * An answer, whatever its status.
   *
   * @param location where it sends the browser, if it does
   */
  public record Answer(int status, String text, JsonNode body, @Nullable URI location) {

    /** The named text of the body. */
    public String text(String name) {
      JsonNode value = body.get(name);
      if (value == null || value.isNull()) {
        throw new StepFailure("The answer has no \"" + name + "\": " + text);
      }
      return value.asString();
    }
  }

  public Answer get(URI uri, Map<String, String> headers) {
    return send(request(uri, headers).GET().build());
  }

  public Answer get(URI uri) {
    return get(uri, Map.of());
  }

  public Answer post(URI uri, Map<String, String> headers, @Nullable Object body) {
    return send(
        request(uri, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
            .build());
  }

  public Answer post(URI uri, @Nullable Object body) {
    return post(uri, Map.of(), body);
  }

  /** Any method with a body that is text already; the caller names its content type. */
  public Answer send(String method, URI uri, Map<String, String> headers, String body) {
    return send(
        request(uri, headers).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** A file, such as a picture. */
  public Answer send(URI uri, String contentType, byte[] file) {
    return send(
        request(uri, Map.of("Content-Type", contentType))
            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
            .build());
  }

  /** The body of what is there, as it is; for pictures. */
  public byte[] bytes(URI uri) {
    return send(request(uri, Map.of()).GET().build(), HttpResponse.BodyHandlers.ofByteArray())
        .body();
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
    HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    String text = response.body();
    JsonNode body =
        type.contains("json") && !text.isBlank() ? json.readTree(text) : json.createObjectNode();
    return new Answer(
        response.statusCode(),
        text,
        body,
        response.headers().firstValue("Location").map(URI::create).orElse(null));
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new StepFailure(request.method() + " " + request.uri() + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted during " + request.uri(), e);
    }
  }
}
