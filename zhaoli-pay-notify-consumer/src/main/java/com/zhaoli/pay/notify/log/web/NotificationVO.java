package com.zhaoli.pay.notify.log.web;

import com.zhaoli.pay.notify.log.NotificationBO;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the delivery log as its merchant sees it.
 *
 * @param deliverySeq 0 for the first delivery of the event to the target; above that it is once
 *     more, the larger the later
 */
record NotificationVO(
    String notificationNo,
    String paymentNo,
    String eventId,
    int deliverySeq,
    String type,
    TargetKind target,
    String targetNo,
    NotificationStatus status,
    int attempts,
    @Nullable Integer lastHttpStatus,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {

  static NotificationVO of(NotificationBO row) {
    return new NotificationVO(
        row.notificationNo(),
        row.paymentNo(),
        row.eventId(),
        row.deliverySeq(),
        row.eventType(),
        row.kind(),
        row.target(),
        row.status(),
        row.attempts(),
        row.lastHttpStatus(),
        row.lastError(),
        row.nextAttemptAt(),
        row.deliveredAt(),
        row.createdAt(),
        row.updatedAt());
  }
}
