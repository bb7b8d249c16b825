package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the platform knows it. {@link #toString()} does not show the secret.
 *
 * @param url null for a default endpoint that got no address yet
 * @param eventTypes what it is told of; empty for everything
 * @param maxPerSecond calls that it gets a second at most; null for no limit
 * @param isDefault whether its secret signs webhooks to a payment's notifyUrl
 * @param failingSince the first of the failures since the last success; null when there is none
 * @param pausedAt when it was paused; null unless it is
 * @param previousSecretUntil how long the secret before the last rotation signs beside the new one
 * @param secret in the answer that makes the endpoint or rotates its secret, and never again
 */
public record WebhookEndpoint(
    String endpointNo,
    @Nullable String url,
    @Nullable String description,
    List<WebhookEventType> eventTypes,
    @Nullable Integer maxPerSecond,
    boolean isDefault,
    WebhookEndpointStatus status,
    @Nullable Instant failingSince,
    @Nullable Instant pausedAt,
    @Nullable String pauseReason,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    @Nullable String secret) {

  static WebhookEndpoint of(JsonObject json) {
    return new WebhookEndpoint(
        json.text("endpointNo"),
        json.optionalText("url"),
        json.optionalText("description"),
        json.texts("eventTypes").stream().map(WebhookEndpoint::eventType).toList(),
        json.optionalInteger("maxPerSecond"),
        json.flag("isDefault"),
        json.constant("status", WebhookEndpointStatus::of),
        json.optionalInstant("failingSince"),
        json.optionalInstant("pausedAt"),
        json.optionalText("pauseReason"),
        json.optionalInstant("previousSecretUntil"),
        json.instant("createdAt"),
        json.optionalText("secret"));
  }

  private static WebhookEventType eventType(String word) {
    return Arrays.stream(WebhookEventType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElse(WebhookEventType.UNKNOWN);
  }

  @Override
  public String toString() {
    return "WebhookEndpoint[endpointNo="
        + endpointNo
        + ", url="
        + url
        + ", eventTypes="
        + eventTypes
        + ", isDefault="
        + isDefault
        + ", status="
        + status
        + ", secret="
        + (secret == null ? "null" : "***")
        + "]";
  }
}
