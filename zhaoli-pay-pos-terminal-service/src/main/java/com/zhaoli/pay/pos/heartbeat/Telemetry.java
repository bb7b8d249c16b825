package com.zhaoli.pay.pos.heartbeat;

import org.jspecify.annotations.Nullable;

/** What a terminal tells of itself; what it does not know is null. */
public record Telemetry(
    @Nullable String softwareVersion,
    @Nullable Integer batteryPercent,
    @Nullable Boolean charging,
    @Nullable Integer signalPercent,
    @Nullable PaperState paper) {}
