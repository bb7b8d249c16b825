package com.zhaoli.pay.payment.store.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.StoreStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store as its merchant sees it. Fields without a value are left out.
 *
 * @param url what its QR code says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoreVO(
    String storeCode,
    @Nullable String storeId,
    String name,
    StoreStatus status,
    URI url,
    Instant createdAt) {

  static StoreVO of(StoreBO store, URI url) {
    return new StoreVO(
        store.storeCode(), store.storeId(), store.name(), store.status(), url, store.createdAt());
  }

  /**
   * Some stores.
   *
   * @param next value of {@code after} for the page behind it; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<StoreVO> items, @Nullable String next) {}
}
