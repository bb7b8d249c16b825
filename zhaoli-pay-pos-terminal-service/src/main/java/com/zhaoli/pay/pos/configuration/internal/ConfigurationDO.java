package com.zhaoli.pay.pos.configuration.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of terminal_configuration. */
@NullUnmarked
class ConfigurationDO {
  String terminalNo;
  long version;
  String receiptHeader;
  String receiptFooter;
  int receiptColumns;
  int heartbeatSeconds;
  int qrExpireSeconds;
  String methods;
  String changedBy;
  Instant changedAt;
  Long confirmedVersion;
  Instant confirmedAt;
}
