package com.zhaoli.pay.notify.replay.internal;

import com.zhaoli.pay.notify.replay.ReplayStatus;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Row of {@code replay}. */
public record ReplayDO(
    String replayNo,
    String merchantNo,
    String endpointNo,
    LocalDateTime since,
    LocalDateTime until,
    boolean onlyFailed,
    String positionNo,
    int replayed,
    ReplayStatus status,
    @Nullable String createdBy,
    LocalDateTime createdAt) {}
