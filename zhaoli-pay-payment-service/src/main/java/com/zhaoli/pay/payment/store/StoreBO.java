package com.zhaoli.pay.payment.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store with a QR code of its own.
 *
 * @param storeNo grows with time
 * @param storeCode what the QR code says
 * @param appId the app that made it, whose payments its customers make
 * @param storeId the name that the merchant has for it
 */
public record StoreBO(
    String storeNo,
    String storeCode,
    String merchantNo,
    String appId,
    @Nullable String storeId,
    String name,
    StoreStatus status,
    Instant createdAt) {

  /** By what the merchant finds its payments: its own name for it, or else ours. */
  public String label() {
    return storeId == null ? storeCode : storeId;
  }
}
