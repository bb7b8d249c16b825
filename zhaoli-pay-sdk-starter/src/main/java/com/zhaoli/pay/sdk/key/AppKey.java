package com.zhaoli.pay.sdk.key;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret.
 *
 * @param keyId the {@code zhaoli.pay.app-key}
 * @param expiresAt the end of its overlap; null for a key that lives until it is replaced
 */
public record AppKey(
    String keyId, KeyStatus status, Instant createdAt, @Nullable Instant expiresAt) {

  static AppKey of(JsonObject json) {
    return new AppKey(
        json.text("keyId"),
        json.constant("status", KeyStatus::of),
        json.instant("createdAt"),
        json.optionalInstant("expiresAt"));
  }
}
