package com.zhaoli.pay.pos.shift.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of shift. */
@NullUnmarked
class ShiftDO {
  String shiftNo;
  String terminalNo;
  String merchantNo;
  String storeId;
  String cashierNo;
  String role;
  String status;
  Boolean agreed;
  String closedBy;
  Instant totalsDueAt;
  Instant openedAt;
  Instant closedAt;
}
