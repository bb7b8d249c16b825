package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the delivery log. */
public record NotificationBO(
    String notificationNo,
    String paymentNo,
    String eventId,
    String eventType,
    TargetKind kind,
    String target,
    NotificationStatus status,
    int attempts,
    @Nullable Integer lastHttpStatus,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {}
