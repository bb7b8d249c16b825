package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends an endpoint a signed event of type {@code endpoint.test}, by the same way and under the
 * same rules as a real one, once.
 */
@Component
public class WebhookTest {
  private static final String TYPE = "endpoint.test";
  private static final int TRY_AGAIN_SECONDS = 10;

  private final WebhookSender sender;
  private final Clock clock;
  private final Semaphore free = new Semaphore(WebhookSender.TESTS);
  private final Set<String> testing = ConcurrentHashMap.newKeySet();
  private final JsonMapper json = JsonMapper.builder().build();

  WebhookTest(WebhookSender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * What came of a test.
   *
   * @param httpStatus null when there was no answer
   * @param problem what was wrong, for people; null when the event was taken
   */
  public record Result(
      String eventId,
      boolean delivered,
      @Nullable Integer httpStatus,
      @Nullable String problem,
      Duration took) {}

  /** What is sent. */
  private record Body(
      String id, String type, Instant createdAt, int version, Map<String, String> data) {}

  /**
   * Sends it and waits for the answer.
   *
   * @throws ApiException WEBHOOK_ENDPOINT_WITHOUT_URL; RATE_LIMITED while another test of the
   *     merchant's is on its way, or too many of all
   */
  public Result send(WebhookEndpointBO endpoint) {
    String url = endpoint.url();
    if (url == null) {
      throw new ApiException(ErrorCode.WEBHOOK_ENDPOINT_WITHOUT_URL);
    }
    if (!testing.add(endpoint.merchantNo())) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, TRY_AGAIN_SECONDS);
    }
    try {
      if (!free.tryAcquire()) {
        throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, TRY_AGAIN_SECONDS);
      }
      try {
        return send(endpoint, url);
      } finally {
        free.release();
      }
    } finally {
      testing.remove(endpoint.merchantNo());
    }
  }

  private Result send(WebhookEndpointBO endpoint, String url) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String eventId = Ids.eventId();
    byte[] body =
        json.writeValueAsBytes(
            new Body(eventId, TYPE, now, 1, Map.of("endpointNo", endpoint.endpointNo())));
    long begin = System.nanoTime();
    WebhookAnswer answer = sender.send(url, endpoint.secretsAt(now), eventId, body);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (answer instanceof WebhookAnswer.None none) {
      return new Result(eventId, false, null, none.reason(), took);
    }
    WebhookAnswer.Status status = (WebhookAnswer.Status) answer;
    boolean taken = status.code() / 100 == 2;
    return new Result(
        eventId,
        taken,
        status.code(),
        taken ? null : "The server answered " + status.code() + ".",
        took);
  }
}
