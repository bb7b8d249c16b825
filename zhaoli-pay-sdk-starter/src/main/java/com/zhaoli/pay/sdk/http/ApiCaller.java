package com.zhaoli.pay.sdk.http;

import com.zhaoli.pay.sdk.error.AuthenticationException;
import com.zhaoli.pay.sdk.error.ConflictException;
import com.zhaoli.pay.sdk.error.InvalidRequestException;
import com.zhaoli.pay.sdk.error.NotFoundException;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.RateLimitedException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.json.JsonException;
import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.signing.SigningHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Sends calls and tells their outcome. A call without a final answer is tried again, at most {@code
 * maxAttempts} times in all: that is safe, since a GET changes nothing and every POST carries an
 * Idempotency-Key, the same for all tries. A refusal is never tried again.
 */
public final class ApiCaller {

  private static final int ANSWER_LIMIT_BYTES = 1024 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RestClient client;
  private final URI gateway;
  private final int maxAttempts;
  private final Pause pause;

  /** Waits between two tries. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after the time, or earlier with an exception. */
    void of(Duration time) throws InterruptedException;
  }

  public ApiCaller(RestClient client, URI gateway, int maxAttempts, Pause pause) {
    this.client = client;
    this.gateway = gateway;
    this.maxAttempts = maxAttempts;
    this.pause = pause;
  }

  /** Percent-encodes one segment of a path or one value of a query by RFC 3986. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** GETs path and query, already encoded. */
  public <T> T get(String pathAndQuery, Function<JsonObject, T> reader) {
    return call(HttpMethod.GET, pathAndQuery, null, new byte[0], reader);
  }

  /** POSTs the bytes; all tries carry one new Idempotency-Key. */
  public <T> T post(String path, byte[] body, Function<JsonObject, T> reader) {
    return call(HttpMethod.POST, path, UUID.randomUUID().toString(), body, reader);
  }

  private <T> T call(
      HttpMethod method,
      String pathAndQuery,
      @Nullable String idempotencyKey,
      byte[] body,
      Function<JsonObject, T> reader) {
    URI uri = URI.create(gateway + pathAndQuery);
    for (int attempt = 1; ; attempt++) {
      Duration wait = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
      ZhaoliPayException problem;
      try {
        Answer answer = send(method, uri, idempotencyKey, body);
        if (answer.isSuccess()) {
          return read(answer, reader);
        }
        problem = problemOf(answer);
        if (!mayRepeat(answer)) {
          throw problem;
        }
        if (problem instanceof RateLimitedException limited) {
          wait = limited.retryAfter();
        }
      } catch (ResourceAccessException e) {
        problem =
            new OutcomeUnknownException(
                "zhaoli-pay gave no answer to " + method + " " + uri.getPath(), null, null, 0, e);
      }
      if (attempt >= maxAttempts || wait.compareTo(LONGEST_PAUSE) > 0) {
        throw problem;
      }
      sleep(wait, problem);
    }
  }

  private Answer send(HttpMethod method, URI uri, @Nullable String idempotencyKey, byte[] body) {
    RestClient.RequestBodySpec request =
        client.method(method).uri(uri).accept(MediaType.APPLICATION_JSON);
    if (idempotencyKey != null) {
      request.header(SigningHeaders.IDEMPOTENCY_KEY, idempotencyKey);
    }
    if (body.length > 0) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    Answer answer = request.exchange((sent, received) -> Answer.of(received));
    if (answer == null) {
      throw new IllegalStateException("an exchange without an answer");
    }
    return answer;
  }

  /** No final answer, or one that says "the same again". */
  private static boolean mayRepeat(Answer answer) {
    return switch (answer.status()) {
      case 429, 502, 503, 504 -> true;
      // Our nonces are random: one seen before means that the transport repeated the request.
      case 401 -> "NONCE_REPLAYED".equals(answer.code());
      // The first try is still under way.
      case 409 -> "REQUEST_IN_PROGRESS".equals(answer.code());
      default -> false;
    };
  }

  private static <T> T read(Answer answer, Function<JsonObject, T> reader) {
    try {
      return reader.apply(JsonObject.parse(answer.body()));
    } catch (JsonException e) {
      throw new OutcomeUnknownException(
          "zhaoli-pay's answer cannot be read: " + e.getMessage(),
          null,
          answer.requestId(),
          answer.status(),
          e);
    }
  }

  private static ZhaoliPayException problemOf(Answer answer) {
    String code = answer.code();
    String requestId = answer.requestId();
    int status = answer.status();
    String message = (code == null ? "HTTP " + status : code) + ": " + answer.message();
    return switch (status) {
      case 401, 403 -> new AuthenticationException(message, code, requestId, status);
      case 404 -> new NotFoundException(message, code, requestId, status);
      case 409 -> new ConflictException(message, code, requestId, status);
      case 429 -> new RateLimitedException(message, code, requestId, status, answer.retryAfter());
      default ->
          status >= 400 && status < 500
              ? new InvalidRequestException(message, code, requestId, status)
              : new OutcomeUnknownException(message, code, requestId, status, null);
    };
  }

  private void sleep(Duration wait, ZhaoliPayException problem) {
    try {
      // A little apart from others who failed at the same moment.
      long jitterMillis = ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1);
      pause.of(wait.plusMillis(jitterMillis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  private record Answer(
      int status,
      byte[] body,
      @Nullable String requestId,
      @Nullable String retryAfterHeader,
      @Nullable JsonObject error) {

    static Answer of(ClientHttpResponse response) throws IOException {
      int status = response.getStatusCode().value();
      byte[] body;
      try (InputStream in = response.getBody()) {
        body = in.readNBytes(ANSWER_LIMIT_BYTES + 1);
      }
      if (body.length > ANSWER_LIMIT_BYTES) {
        throw new IOException("the answer is longer than " + ANSWER_LIMIT_BYTES + " bytes");
      }
      return new Answer(
          status,
          body,
          response.getHeaders().getFirst(SigningHeaders.REQUEST_ID),
          response.getHeaders().getFirst("Retry-After"),
          status < 300 ? null : errorOf(body));
    }

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    @Nullable String code() {
      return error == null ? null : error.optionalText("code");
    }

    String message() {
      String message = error == null ? null : error.optionalText("message");
      if (message == null) {
        return "no further words";
      }
      return error != null && error.has("details") && !error.object("details").members().isEmpty()
          ? message + " " + error.object("details").members()
          : message;
    }

    Duration retryAfter() {
      try {
        return Duration.ofSeconds(
            Math.max(1, Long.parseLong(retryAfterHeader == null ? "1" : retryAfterHeader)));
      } catch (NumberFormatException e) {
        return Duration.ofSeconds(1);
      }
    }

    /** Whatever stands between us and the platform may answer with something else than JSON. */
    private static @Nullable JsonObject errorOf(byte[] body) {
      try {
        return JsonObject.parse(body);
      } catch (JsonException e) {
        return null;
      }
    }
  }
}
