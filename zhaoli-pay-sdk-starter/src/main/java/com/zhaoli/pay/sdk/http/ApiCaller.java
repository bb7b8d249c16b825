package com.zhaoli.pay.sdk.http;

import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.json.JsonException;
import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.signing.SigningHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Sends calls and tells their outcome.
 *
 * <p>A call without a final answer is tried again, at most {@code maxAttempts} times in all, and no
 * try begins later than {@link #LAST_TRY_AFTER} after the first one. That is safe for a GET, for
 * PUT, PATCH and DELETE, which ask for the same state each time, and for a POST with an
 * Idempotency-Key, the same for all tries. A POST whose repetition would do a second thing is sent
 * once more only when it surely had no effect.
 *
 * <p>Once a try of a call that changes something may have worked, a refusal of a later one is told
 * as {@link OutcomeUnknownException}, unless it speaks for all of them.
 */
public final class ApiCaller {

  /** No try begins later than this after the first. */
  public static final Duration LAST_TRY_AFTER = Duration.ofSeconds(45);

  private static final int ANSWER_LIMIT_BYTES = 1024 * 1024;
  private static final int FILE_LIMIT_BYTES = 16 * 1024 * 1024;
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final byte[] NO_BODY = new byte[0];

  private final RestClient client;
  private final URI gateway;
  private final int maxAttempts;
  private final Pause pause;
  private final LongSupplier nanoTime;

  /** Waits between two tries. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after the time, or earlier with an exception. */
    void of(Duration time) throws InterruptedException;
  }

  public ApiCaller(RestClient client, URI gateway, int maxAttempts, Pause pause) {
    this(client, gateway, maxAttempts, pause, System::nanoTime);
  }

  ApiCaller(RestClient client, URI gateway, int maxAttempts, Pause pause, LongSupplier nanoTime) {
    this.client = client;
    this.gateway = gateway;
    this.maxAttempts = maxAttempts;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /** Percent-encodes one segment of a path or one value of a query by RFC 3986. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /**
   * A number of the platform's as a segment of a path. An empty one would name another resource.
   *
   * @throws IllegalArgumentException when it is empty or would climb out of its place
   */
  public static String segment(String name, String number) {
    if (number.isBlank() || number.equals(".") || number.equals("..")) {
      throw new IllegalArgumentException(name + " is empty or no number");
    }
    return "/" + encode(number);
  }

  /** GETs path and query, already encoded. */
  public <T> T get(String pathAndQuery, Function<JsonObject, T> reader) {
    return call(new Call(HttpMethod.GET, pathAndQuery, null, NO_BODY, true), json(reader));
  }

  /**
   * GETs a small file.
   *
   * @throws OutcomeUnknownException also when it has more than 16 MiB
   */
  public byte[] getBytes(String pathAndQuery) {
    return call(
        new Call(HttpMethod.GET, pathAndQuery, null, NO_BODY, true),
        response -> readAtMost(FILE_LIMIT_BYTES, response));
  }

  /**
   * GETs a file of any length into a stream, which is not closed. Once bytes were written there is
   * no further try.
   *
   * @throws OutcomeUnknownException also when the file broke off
   * @throws UncheckedIOException when the stream does not take it
   */
  public void getInto(String pathAndQuery, OutputStream out) {
    call(
        new Call(HttpMethod.GET, pathAndQuery, null, NO_BODY, true),
        response -> copy(response, out));
  }

  /** POSTs the bytes; all tries carry one new Idempotency-Key. */
  public <T> T post(String path, byte[] body, Function<JsonObject, T> reader) {
    return post(path, UUID.randomUUID().toString(), body, reader);
  }

  /**
   * POSTs the bytes with the caller's Idempotency-Key, in all tries.
   *
   * @throws IllegalArgumentException when the key is not 1 to 255 visible ASCII characters
   */
  public <T> T post(
      String path, String idempotencyKey, byte[] body, Function<JsonObject, T> reader) {
    if (!IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw new IllegalArgumentException("an Idempotency-Key is 1 to 255 visible ASCII characters");
    }
    return call(new Call(HttpMethod.POST, path, idempotencyKey, body, true), json(reader));
  }

  /**
   * POSTs the bytes to a place that knows no Idempotency-Key, where each arrival does another
   * thing: after a try that may have worked there is no further one.
   */
  public <T> T postOnce(String path, byte[] body, Function<JsonObject, T> reader) {
    return call(new Call(HttpMethod.POST, path, null, body, false), json(reader));
  }

  /** PUTs the bytes, which say the whole state however often they come. */
  public <T> T put(String path, byte[] body, Function<JsonObject, T> reader) {
    return call(new Call(HttpMethod.PUT, path, null, body, true), json(reader));
  }

  /** PATCHes with the bytes, which say the same state however often they come. */
  public <T> T patch(String path, byte[] body, Function<JsonObject, T> reader) {
    return call(new Call(HttpMethod.PATCH, path, null, body, true), json(reader));
  }

  /** DELETEs what answers with what it has become. */
  public <T> T delete(String path, Function<JsonObject, T> reader) {
    return call(new Call(HttpMethod.DELETE, path, null, NO_BODY, true), json(reader));
  }

  /** DELETEs what answers with nothing. What an earlier try took away is not missed by a later. */
  public void delete(String path) {
    Call call = new Call(HttpMethod.DELETE, path, null, NO_BODY, true);
    try {
      call(call, ClientHttpResponse::getStatusCode);
    } catch (OutcomeUnknownException e) {
      if (e.httpStatus() != 404) {
        throw e;
      }
    }
  }

  /**
   * What is sent.
   *
   * @param isRepeatable whether a second arrival does nothing new
   */
  private record Call(
      HttpMethod method,
      String pathAndQuery,
      @Nullable String idempotencyKey,
      byte[] body,
      boolean isRepeatable) {

    boolean changesSomething() {
      return !method.equals(HttpMethod.GET);
    }

    /** Of a DELETE, "not found" is what its own earlier try would have led to. */
    boolean isEndedBy(Refusal refusal) {
      return refusal.isConclusive()
          && !(method.equals(HttpMethod.DELETE) && refusal.status() == 404);
    }
  }

  /** Reads an answer of 2xx. An IOException counts as no answer. */
  @FunctionalInterface
  private interface Receiver<T> {
    T read(ClientHttpResponse response) throws IOException;
  }

  /** One of both. */
  private record Answer<T>(@Nullable T value, @Nullable Refusal refusal) {}

  private <T> T call(Call call, Receiver<T> receiver) {
    URI uri = URI.create(gateway + call.pathAndQuery());
    long beginNanos = nanoTime.getAsLong();
    boolean mayHaveWorked = false;
    for (int attempt = 1; ; attempt++) {
      Answer<T> answer = send(call, uri, receiver);
      if (answer.value() != null) {
        return answer.value();
      }
      Refusal refusal = refusalOf(answer);
      mayHaveWorked |= call.changesSomething() && refusal.mayHaveWorked();
      ZhaoliPayException problem =
          mayHaveWorked && !call.isEndedBy(refusal) ? refusal.unknownOutcome() : refusal.problem();
      Duration wait = refusal.pause();
      if (wait == null) {
        wait = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
      }
      if (attempt >= maxAttempts
          || !refusal.mayEndOtherwise()
          || (mayHaveWorked && !call.isRepeatable())
          || wait.compareTo(LONGEST_PAUSE) > 0
          || nanoTime.getAsLong() - beginNanos + wait.toNanos() > LAST_TRY_AFTER.toNanos()) {
        throw problem;
      }
      sleep(wait, problem);
    }
  }

  private <T> Answer<T> send(Call call, URI uri, Receiver<T> receiver) {
    RestClient.RequestBodySpec request =
        client.method(call.method()).uri(uri).accept(MediaType.APPLICATION_JSON, MediaType.ALL);
    if (call.idempotencyKey() != null) {
      request.header(SigningHeaders.IDEMPOTENCY_KEY, call.idempotencyKey());
    }
    if (call.body().length > 0) {
      request.contentType(MediaType.APPLICATION_JSON).body(call.body());
    }
    try {
      Answer<T> answer =
          request.exchange(
              (sent, response) ->
                  response.getStatusCode().is2xxSuccessful()
                      ? new Answer<>(receiver.read(response), null)
                      : new Answer<>(null, Refusal.of(response)));
      if (answer == null) {
        throw new IllegalStateException("an exchange without an answer");
      }
      return answer;
    } catch (ResourceAccessException e) {
      return new Answer<>(
          null,
          Refusal.noAnswer(
              "zhaoli-pay gave no answer to " + call.method() + " " + uri.getPath(), e));
    }
  }

  private static Refusal refusalOf(Answer<?> answer) {
    if (answer.refusal() == null) {
      throw new IllegalStateException("an answer of nothing");
    }
    return answer.refusal();
  }

  private static <T> Receiver<T> json(Function<JsonObject, T> reader) {
    return response -> {
      byte[] body = readAtMost(ANSWER_LIMIT_BYTES, response);
      try {
        return reader.apply(JsonObject.parse(body));
      } catch (JsonException e) {
        throw unreadable("zhaoli-pay's answer cannot be read: " + e.getMessage(), response, e);
      }
    };
  }

  private static byte[] readAtMost(int limit, ClientHttpResponse response) throws IOException {
    byte[] body;
    try (InputStream in = response.getBody()) {
      body = in.readNBytes(limit + 1);
    }
    if (body.length > limit) {
      throw unreadable("zhaoli-pay's answer is longer than " + limit + " bytes", response, null);
    }
    return body;
  }

  /** The bytes that were copied. */
  private static Long copy(ClientHttpResponse response, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long copied = 0;
    try (InputStream in = response.getBody()) {
      while (true) {
        int length;
        try {
          length = in.read(chunk);
        } catch (IOException e) {
          throw unreadable("zhaoli-pay's answer broke off", response, e);
        }
        if (length < 0) {
          return copied;
        }
        try {
          out.write(chunk, 0, length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        copied += length;
      }
    }
  }

  private static OutcomeUnknownException unreadable(
      String sentence, ClientHttpResponse response, @Nullable Exception cause) throws IOException {
    return new OutcomeUnknownException(
        sentence,
        null,
        response.getHeaders().getFirst(SigningHeaders.REQUEST_ID),
        response.getStatusCode().value(),
        cause);
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
}
