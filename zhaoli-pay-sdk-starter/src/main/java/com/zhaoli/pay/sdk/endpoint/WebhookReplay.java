package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;

/**
 * A replay and how far it is.
 *
 * @param onlyFailed whether it brings back dead letters only
 * @param replayed deliveries that were found and ordered so far
 */
public record WebhookReplay(
    String replayNo,
    String endpointNo,
    Instant since,
    Instant until,
    boolean onlyFailed,
    WebhookReplayStatus status,
    long replayed,
    Instant createdAt) {

  static WebhookReplay of(JsonObject json) {
    return new WebhookReplay(
        json.text("replayNo"),
        json.text("endpointNo"),
        json.instant("since"),
        json.instant("until"),
        json.flag("onlyFailed"),
        json.constant("status", WebhookReplayStatus::of),
        json.number("replayed"),
        json.instant("createdAt"));
  }
}
