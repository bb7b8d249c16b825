package com.zhaoli.pay.notify.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to deliver an endpoint's events of a time once more.
 *
 * @param since the first moment, by the time at which the delivery entered the log
 * @param until the first moment that is not of it any more
 * @param onlyFailed only what is a dead letter; else all
 * @param position notifications up to this number are done
 * @param replayed how many were found so far
 * @param createdBy the operator; null for the merchant
 */
public record ReplayBO(
    String replayNo,
    String merchantNo,
    String endpointNo,
    Instant since,
    Instant until,
    boolean onlyFailed,
    String position,
    int replayed,
    ReplayStatus status,
    @Nullable String createdBy,
    Instant createdAt) {}
