package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.signing.WebhookSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant gets its webhooks.
 *
 * @param isDefault made with the merchant; its secret also signs what goes to a payment's notifyUrl
 * @param url null as long as the merchant has given none
 */
public record WebhookEndpointBO(
    String endpointNo,
    String merchantNo,
    boolean isDefault,
    @Nullable String url,
    WebhookSecret secret,
    EndpointStatus status,
    Instant createdAt) {}
