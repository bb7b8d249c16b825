package com.zhaoli.pay.sdk.key;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;

/**
 * A key that was just made. {@link #toString()} does not show its secret.
 *
 * @param keyId the new {@code zhaoli.pay.app-key}
 * @param appSecret the new {@code zhaoli.pay.app-secret}, in this answer and never again
 * @param replacedKeysEndAt when the keys before it end
 */
public record NewAppKey(
    String appId, String keyId, String appSecret, Instant createdAt, Instant replacedKeysEndAt) {

  static NewAppKey of(JsonObject json) {
    return new NewAppKey(
        json.text("appId"),
        json.text("keyId"),
        json.text("appSecret"),
        json.instant("createdAt"),
        json.instant("replacedKeysEndAt"));
  }

  @Override
  public String toString() {
    return "NewAppKey[appId="
        + appId
        + ", keyId="
        + keyId
        + ", appSecret=***, createdAt="
        + createdAt
        + ", replacedKeysEndAt="
        + replacedKeysEndAt
        + "]";
  }
}
