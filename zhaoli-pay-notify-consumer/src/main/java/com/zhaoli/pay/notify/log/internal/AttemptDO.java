package com.zhaoli.pay.notify.log.internal;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Row of {@code delivery_attempt}. */
public record AttemptDO(
    String attemptNo,
    String notificationNo,
    LocalDateTime beganAt,
    int tookMillis,
    String result,
    @Nullable String address,
    @Nullable Integer httpStatus,
    @Nullable String response,
    @Nullable String problem) {}
