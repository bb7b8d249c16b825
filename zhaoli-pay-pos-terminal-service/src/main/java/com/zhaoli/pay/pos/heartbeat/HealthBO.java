package com.zhaoli.pay.pos.heartbeat;

import java.time.Instant;

/** What a terminal told of itself last, and when. */
public record HealthBO(String terminalNo, Instant lastSeenAt, Telemetry telemetry) {}
