package com.zhaoli.pay.pos.heartbeat;

import java.time.Instant;

/**
 * What a terminal told of itself last, and when.
 *
 * @param nextHeartbeatSeconds when it was told to come again
 */
public record HealthBO(
    String terminalNo, Instant lastSeenAt, int nextHeartbeatSeconds, Telemetry telemetry) {}
