package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the delivery log.
 *
 * @param deliverySeq 0 for the first delivery of the event to the target; above that it is once
 *     more, the larger the later
 */
public record NotificationBO(
    String notificationNo,
    String paymentNo,
    String eventId,
    int deliverySeq,
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
