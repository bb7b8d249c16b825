package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.signing.WebhookSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant gets its webhooks.
 *
 * @param eventTypes empty for all
 * @param previousUntil how long the previous secret signs as well
 */
record FakeEndpoint(
    String endpointNo,
    boolean isDefault,
    @Nullable String url,
    @Nullable String description,
    List<String> eventTypes,
    @Nullable Integer maxPerSecond,
    String status,
    @Nullable Instant pausedAt,
    WebhookSecret secret,
    @Nullable WebhookSecret previousSecret,
    @Nullable Instant previousUntil,
    Instant createdAt) {

  boolean wants(String type) {
    return status.equals("ACTIVE") && (eventTypes.isEmpty() || eventTypes.contains(type));
  }

  List<WebhookSecret> secretsAt(Instant now) {
    return previousSecret == null || previousUntil == null || !previousUntil.isAfter(now)
        ? List.of(secret)
        : List.of(secret, previousSecret);
  }

  FakeEndpoint withUrl(@Nullable String address) {
    return new FakeEndpoint(
        endpointNo,
        isDefault,
        address,
        description,
        eventTypes,
        maxPerSecond,
        status,
        pausedAt,
        secret,
        previousSecret,
        previousUntil,
        createdAt);
  }

  FakeEndpoint rotated(WebhookSecret next, Instant previousEnds) {
    return new FakeEndpoint(
        endpointNo,
        isDefault,
        url,
        description,
        eventTypes,
        maxPerSecond,
        status,
        pausedAt,
        next,
        secret,
        previousEnds,
        createdAt);
  }

  JsonBody toJson() {
    return new JsonBody()
        .with("endpointNo", endpointNo)
        .with("url", url)
        .with("description", description)
        .with("eventTypes", eventTypes)
        .with("maxPerSecond", maxPerSecond)
        .with("isDefault", Boolean.valueOf(isDefault))
        .with("status", status)
        .with("pausedAt", pausedAt == null ? null : pausedAt.toString())
        .with("pauseReason", pausedAt == null ? null : "Paused by the merchant.")
        .with("previousSecretUntil", previousUntil == null ? null : previousUntil.toString())
        .with("createdAt", createdAt.toString());
  }

  JsonBody toJsonWithSecret() {
    return toJson().with("secret", secret.value());
  }
}
