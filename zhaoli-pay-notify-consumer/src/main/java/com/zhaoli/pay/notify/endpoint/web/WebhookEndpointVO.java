package com.zhaoli.pay.notify.endpoint.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its merchant sees it.
 *
 * @param secret in the answer that makes the endpoint, and never again
 */
record WebhookEndpointVO(
    String endpointNo,
    @Nullable String url,
    boolean isDefault,
    EndpointStatus status,
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
        endpoint.isDefault(),
        endpoint.status(),
        endpoint.createdAt(),
        secret);
  }
}
