package com.zhaoli.pay.sdk.store;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store as the platform knows it.
 *
 * @param storeCode names it, and stands in its QR code
 * @param storeId the merchant's own name for it
 * @param url what its QR code says
 */
public record Store(
    String storeCode,
    @Nullable String storeId,
    String name,
    StoreStatus status,
    String url,
    Instant createdAt) {

  static Store of(JsonObject json) {
    return new Store(
        json.text("storeCode"),
        json.optionalText("storeId"),
        json.text("name"),
        json.constant("status", StoreStatus::of),
        json.text("url"),
        json.instant("createdAt"));
  }
}
