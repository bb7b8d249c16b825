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
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A try that did not succeed, and what follows from it.
 *
 * @param status 0 when no answer came
 * @param code the platform's; null when whatever answered gave none
 * @param cause why no answer came; null when one did
 */
record Refusal(
    int status,
    @Nullable String code,
    String message,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    @Nullable Exception cause) {

  private static final int BODY_LIMIT_BYTES = 64 * 1024;
  private static final int MAX_CAUSES = 8;
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

  private static final String NONCE_REPLAYED = "NONCE_REPLAYED";
  private static final String REQUEST_IN_PROGRESS = "REQUEST_IN_PROGRESS";

  /**
   * Codes that a request gets each time, or only when what it asks for was not done before: they
   * speak for all tries of one request. A code that is not here may be about this try alone.
   */
  private static final Set<String> CONCLUSIVE =
      Set.of(
          "REQUEST_INVALID",
          "REQUEST_BODY_MALFORMED",
          "BODY_TOO_LARGE",
          "PAYMENT_NOT_FOUND",
          "PAYMENT_STATE_INVALID",
          "OUT_TRADE_NO_CONFLICT",
          "REFUND_NOT_FOUND",
          "OUT_REFUND_NO_CONFLICT",
          "REFUND_AMOUNT_EXCEEDED",
          "IDEMPOTENCY_KEY_REUSED",
          "CHANNEL_DECLINED",
          "STORE_NOT_FOUND",
          "STORE_ID_TAKEN",
          "WEBHOOK_ENDPOINT_NOT_FOUND",
          "WEBHOOK_ENDPOINT_IS_DEFAULT",
          "WEBHOOK_URL_FORBIDDEN",
          "REPLAY_NOT_FOUND",
          "KEY_IS_LAST");

  /** Nothing came back. */
  static Refusal noAnswer(String sentence, Exception cause) {
    return new Refusal(0, null, sentence, null, null, cause);
  }

  /** Reads an answer that is not 2xx. */
  static Refusal of(ClientHttpResponse response) throws IOException {
    byte[] body;
    try (InputStream in = response.getBody()) {
      body = in.readNBytes(BODY_LIMIT_BYTES);
    }
    int status = response.getStatusCode().value();
    Map<String, @Nullable Object> members = members(body);
    String code = members.get("code") instanceof String text ? text : null;
    String message = members.get("message") instanceof String text ? text : "no further words";
    if (members.get("details") instanceof JsonObject details && !details.members().isEmpty()) {
      message += " " + details.members();
    }
    return new Refusal(
        status,
        code,
        (code == null ? "HTTP " + status : code) + ": " + message,
        response.getHeaders().getFirst(SigningHeaders.REQUEST_ID),
        retryAfter(response.getHeaders().getFirst("Retry-After")),
        null);
  }

  /** Whether this try may have had an effect, or a copy of it that is still on its way. */
  boolean mayHaveWorked() {
    return switch (status) {
      case 401 -> NONCE_REPLAYED.equals(code);
      case 409 -> REQUEST_IN_PROGRESS.equals(code);
      // The gateway says so before it passes anything on.
      case 503 -> !"REPLAY_STORE_UNAVAILABLE".equals(code);
      default -> isWithoutFinalAnswer() && !isNeverSent();
    };
  }

  /** Whether the same request may get another answer soon. */
  boolean mayEndOtherwise() {
    return switch (status) {
      case 0, 408, 429, 502, 503, 504 -> true;
      // Our nonces are random: one seen before means that the transport repeated the request.
      case 401 -> NONCE_REPLAYED.equals(code);
      // The first try is still under way.
      case 409 -> REQUEST_IN_PROGRESS.equals(code);
      default -> false;
    };
  }

  /** Whether it says of all tries of the same request that they had no effect. */
  boolean isConclusive() {
    return status >= 400 && status < 500 && code != null && CONCLUSIVE.contains(code);
  }

  /** How long to wait before the next try, as the platform asks; null when it does not. */
  @Nullable Duration pause() {
    return status == 429 && retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter;
  }

  /** As this try alone has it. */
  ZhaoliPayException problem() {
    return switch (status) {
      case 401, 403 -> new AuthenticationException(message, code, requestId, status);
      case 404 -> new NotFoundException(message, code, requestId, status);
      case 409 -> new ConflictException(message, code, requestId, status);
      case 429 ->
          new RateLimitedException(
              message,
              code,
              requestId,
              status,
              retryAfter == null ? DEFAULT_RETRY_AFTER : retryAfter);
      default ->
          isWithoutFinalAnswer()
              ? new OutcomeUnknownException(message, code, requestId, status, cause)
              : new InvalidRequestException(message, code, requestId, status);
    };
  }

  /** As the whole call has it, of which this or an earlier try may have worked. */
  OutcomeUnknownException unknownOutcome() {
    String words =
        mayHaveWorked() ? message : "an earlier try may have worked; the last one: " + message;
    return new OutcomeUnknownException(words, code, requestId, status, cause);
  }

  /** Nothing leaves before there is a connection. */
  private boolean isNeverSent() {
    Throwable reason = cause;
    for (int depth = 0; reason != null && depth < MAX_CAUSES; depth++) {
      if (reason instanceof ConnectException || reason instanceof HttpConnectTimeoutException) {
        return true;
      }
      reason = reason.getCause();
    }
    return false;
  }

  private boolean isWithoutFinalAnswer() {
    return status < 400 || status == 408 || status >= 500;
  }

  /** Whatever stands between us and the platform may answer with something else than our JSON. */
  private static Map<String, @Nullable Object> members(byte[] body) {
    try {
      return JsonObject.parse(body).members();
    } catch (JsonException e) {
      return Map.of();
    }
  }

  private static @Nullable Duration retryAfter(@Nullable String header) {
    try {
      return header == null ? null : Duration.ofSeconds(Math.max(1, Long.parseLong(header)));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
