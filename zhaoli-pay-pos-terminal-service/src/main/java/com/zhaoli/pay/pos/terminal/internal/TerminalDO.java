package com.zhaoli.pay.pos.terminal.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of terminal. */
@NullUnmarked
class TerminalDO {
  String terminalNo;
  String merchantNo;
  String storeId;
  String serialNumber;
  String status;
  String registeredBy;
  String model;
  String softwareVersion;
  Instant activatedAt;
  String stateReason;
  int keyCount;
  boolean keyRotationDue;
  Instant createdAt;
  Instant updatedAt;
}
