package com.zhaoli.pay.pos.heartbeat.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of terminal_health. */
@NullUnmarked
class HealthDO {
  String terminalNo;
  Instant lastSeenAt;
  int nextHeartbeatSeconds;
  String softwareVersion;
  Integer batteryPercent;
  Boolean charging;
  Integer signalPercent;
  String paper;
}
