package com.zhaoli.pay.pos.heartbeat.web;

import com.zhaoli.pay.pos.heartbeat.Heartbeats;
import com.zhaoli.pay.pos.heartbeat.PaperState;
import com.zhaoli.pay.pos.heartbeat.Telemetry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A terminal's health as operators and its merchant see it. */
record HealthVO(
    String terminalNo,
    boolean online,
    @Nullable Instant lastSeenAt,
    @Nullable String softwareVersion,
    @Nullable Integer battery,
    @Nullable Boolean charging,
    @Nullable Integer signal,
    @Nullable PaperState paper) {

  static HealthVO of(Heartbeats heartbeats, String terminalNo) {
    return heartbeats
        .health(terminalNo)
        .map(
            health -> {
              Telemetry told = health.telemetry();
              return new HealthVO(
                  terminalNo,
                  heartbeats.isOnline(health),
                  health.lastSeenAt(),
                  told.softwareVersion(),
                  told.batteryPercent(),
                  told.charging(),
                  told.signalPercent(),
                  told.paper());
            })
        .orElseGet(() -> new HealthVO(terminalNo, false, null, null, null, null, null, null));
  }
}
