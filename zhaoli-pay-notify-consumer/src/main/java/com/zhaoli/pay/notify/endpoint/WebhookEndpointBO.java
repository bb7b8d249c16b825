package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.signing.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant gets its webhooks.
 *
 * @param isDefault made with the merchant; its secret also signs what goes to a payment's notifyUrl
 * @param url null as long as the merchant has given none
 * @param eventTypes the types that it is told of; empty for all
 * @param maxPerSecond calls that it wants a second at most; null for no limit
 * @param previous the secret before the last rotation, which signs beside the new one for a while
 * @param failingSince the first of the failures since the last success; null when there are none
 * @param pauseReason for people; null unless it is paused
 */
public record WebhookEndpointBO(
    String endpointNo,
    String merchantNo,
    boolean isDefault,
    @Nullable String url,
    @Nullable String description,
    Set<EventType> eventTypes,
    @Nullable Integer maxPerSecond,
    WebhookSecret secret,
    @Nullable PreviousSecret previous,
    EndpointStatus status,
    @Nullable Instant failingSince,
    @Nullable Instant pausedAt,
    @Nullable String pauseReason,
    Instant createdAt) {

  /** A secret that signs no longer than until then. */
  public record PreviousSecret(WebhookSecret secret, Instant until) {}

  public boolean wants(EventType type) {
    return eventTypes.isEmpty() || eventTypes.contains(type);
  }

  /** The secrets that sign at that moment: one, or both during a rotation. */
  public List<WebhookSecret> secretsAt(Instant now) {
    return previous == null || !previous.until().isAfter(now)
        ? List.of(secret)
        : List.of(secret, previous.secret());
  }
}
