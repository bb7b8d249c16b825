package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Secret;
import java.time.Instant;

/**
 * A key that was just made.
 *
 * @param secret in clear this one time
 * @param othersEndAt when the keys that it replaces end
 */
public record NewKeyBO(
    String appId, String keyId, Secret secret, Instant createdAt, Instant othersEndAt) {}
