package com.zhaoli.pay.notify.endpoint.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its merchant sees it.
 *
 * @param eventTypes empty for all
 * @param maxPerSecond calls that it gets a second at most; null for no limit
 * @param previousSecretUntil how long the secret before the last rotation signs beside the new one
 * @param failingSince the first of the failures since the last success
 * @param secret in the answer that makes the endpoint or rotates its secret, and never again
 */
record WebhookEndpointVO(
    String endpointNo,
    @Nullable String url,
    @Nullable String description,
    List<EventType> eventTypes,
    @Nullable Integer maxPerSecond,
    boolean isDefault,
    EndpointStatus status,
    @Nullable Instant failingSince,
    @Nullable Instant pausedAt,
    @Nullable String pauseReason,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    @Nullable Secret secret) {

  static WebhookEndpointVO of(WebhookEndpointBO endpoint) {
    return of(endpoint, null);
  }

  static WebhookEndpointVO withSecret(WebhookEndpointBO endpoint) {
    return of(endpoint, new Secret(endpoint.secret().value()));
  }

  private static WebhookEndpointVO of(WebhookEndpointBO endpoint, @Nullable Secret secret) {
    return new WebhookEndpointVO(
        endpoint.endpointNo(),
        endpoint.url(),
        endpoint.description(),
        endpoint.eventTypes().stream().sorted().toList(),
        endpoint.maxPerSecond(),
        endpoint.isDefault(),
        endpoint.status(),
        endpoint.failingSince(),
        endpoint.pausedAt(),
        endpoint.pauseReason(),
        endpoint.previous() == null ? null : endpoint.previous().until(),
        endpoint.createdAt(),
        secret);
  }
}
