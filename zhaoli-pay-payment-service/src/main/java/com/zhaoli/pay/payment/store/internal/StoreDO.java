package com.zhaoli.pay.payment.store.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of store. */
@NullUnmarked
class StoreDO {
  String storeNo;
  String storeCode;
  String merchantNo;
  String appId;
  String storeId;
  String name;
  String status;
  Instant createdAt;
  Instant updatedAt;
}
