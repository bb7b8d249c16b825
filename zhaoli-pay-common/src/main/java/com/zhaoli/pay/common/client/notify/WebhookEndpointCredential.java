package com.zhaoli.pay.common.client.notify;

import com.zhaoli.pay.common.crypto.Secret;

/**
 * A merchant's webhook endpoint and the secret that signs what goes there.
 *
 * @param secret {@code whsec_} and base64 of 32 bytes
 */
public record WebhookEndpointCredential(String endpointNo, Secret secret) {}
