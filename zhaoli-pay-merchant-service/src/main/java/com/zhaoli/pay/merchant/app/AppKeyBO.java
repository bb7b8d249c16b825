package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An app with one of its keys.
 *
 * @param expiresAt when the key goes out of force by itself; null when it does not
 */
public record AppKeyBO(
    String appId,
    String merchantNo,
    String keyId,
    Secret secret,
    boolean enabled,
    @Nullable Instant expiresAt) {}
