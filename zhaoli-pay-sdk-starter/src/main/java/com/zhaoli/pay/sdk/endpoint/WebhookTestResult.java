package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test event.
 *
 * @param httpStatus null when there was no answer
 * @param problem null when the event was taken
 */
public record WebhookTestResult(
    String eventId,
    boolean delivered,
    @Nullable Integer httpStatus,
    @Nullable String problem,
    Duration took) {

  static WebhookTestResult of(JsonObject json) {
    return new WebhookTestResult(
        json.text("eventId"),
        json.flag("delivered"),
        json.optionalInteger("httpStatus"),
        json.optionalText("problem"),
        Duration.ofMillis(json.number("tookMillis")));
  }
}
