package com.zhaoli.pay.merchant.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param expiresAt the end of its overlap; null for a key that lives until it is replaced
 */
public record KeyBO(
    String keyId, KeyStatus status, Instant createdAt, @Nullable Instant expiresAt) {}
