package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell a target.
 *
 * @param result the platform's word for how it ended
 * @param address what was called; null for a message in WeChat
 * @param httpStatus null when there was no answer
 * @param response the beginning of the answer
 * @param problem null when there was none
 */
public record DeliveryAttempt(
    Instant beganAt,
    Duration took,
    String result,
    @Nullable String address,
    @Nullable Integer httpStatus,
    @Nullable String response,
    @Nullable String problem) {

  static DeliveryAttempt of(JsonObject json) {
    return new DeliveryAttempt(
        json.instant("beganAt"),
        Duration.ofMillis(json.number("tookMillis")),
        json.text("result"),
        json.optionalText("address"),
        json.optionalInteger("httpStatus"),
        json.optionalText("response"),
        json.optionalText("problem"));
  }
}
