package com.zhaoli.pay.payment.store.web;

import com.zhaoli.pay.payment.store.StoreStatus;
import org.jspecify.annotations.Nullable;

/** What merchants send about stores. */
final class StoreDTO {
  private StoreDTO() {}

  record Create(@Nullable String name, @Nullable String storeId) {}

  /** What is absent stays as it is. */
  record Change(@Nullable String name, @Nullable StoreStatus status) {}
}
