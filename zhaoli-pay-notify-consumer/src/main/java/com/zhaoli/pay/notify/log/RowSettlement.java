package com.zhaoli.pay.notify.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt did to a row.
 *
 * @param attempts attempts so far; the stored number never goes down
 * @param nextIn time until the next attempt, null when there is none
 */
public record RowSettlement(
    String notificationNo,
    NotificationStatus status,
    int attempts,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable Duration nextIn) {}
