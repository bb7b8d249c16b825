package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored dead letter, without its payload. */
public record DeadLetterBO(
    String deadLetterNo,
    String eventId,
    String target,
    int deliverySeq,
    TargetKind kind,
    @Nullable String paymentNo,
    @Nullable String merchantNo,
    @Nullable String eventType,
    int payloadBytes,
    String reason,
    int attempts,
    DeadLetterStatus status,
    @Nullable String note,
    @Nullable String changedBy,
    @Nullable String traceparent,
    Instant createdAt,
    Instant updatedAt) {}
