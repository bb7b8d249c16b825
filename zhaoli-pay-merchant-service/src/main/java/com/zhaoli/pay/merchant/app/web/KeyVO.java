package com.zhaoli.pay.merchant.app.web;

import com.zhaoli.pay.merchant.app.KeyBO;
import com.zhaoli.pay.merchant.app.KeyStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as its merchant sees it.
 *
 * @param expiresAt the end of its overlap; absent for a key that lives until it is replaced
 */
record KeyVO(String keyId, KeyStatus status, Instant createdAt, @Nullable Instant expiresAt) {
  static KeyVO of(KeyBO key) {
    return new KeyVO(key.keyId(), key.status(), key.createdAt(), key.expiresAt());
  }
}
