package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.notify.log.NotificationStatus;
import org.jspecify.annotations.Nullable;

/**
 * A row right after it was claimed, or was not.
 *
 * @param leaseInForce by the database's own clock
 */
public record ClaimRow(
    String notificationNo,
    String paymentNo,
    String eventId,
    String target,
    int deliverySeq,
    NotificationStatus status,
    int attempts,
    @Nullable String owner,
    @Nullable String lastError,
    boolean leaseInForce) {}
