package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works in a store.
 *
 * @param lockedUntil after five wrong PINs; may be over
 */
public record Cashier(
    String storeId,
    String cashierNo,
    String name,
    CashierRole role,
    CashierStatus status,
    @Nullable Instant lockedUntil,
    Instant createdAt) {

  static Cashier of(JsonObject json) {
    return new Cashier(
        json.text("storeId"),
        json.text("cashierNo"),
        json.text("name"),
        json.constant("role", CashierRole::of),
        json.constant("status", CashierStatus::of),
        json.optionalInstant("lockedUntil"),
        json.instant("createdAt"));
  }
}
