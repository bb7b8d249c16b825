package com.zhaoli.pay.pos.cashier.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of cashier. */
@NullUnmarked
class CashierDO {
  String merchantNo;
  String storeId;
  String cashierNo;
  String name;
  String role;
  String status;
  String pinHash;
  int failures;
  Instant lockedUntil;
  Instant createdAt;
  Instant updatedAt;
}
