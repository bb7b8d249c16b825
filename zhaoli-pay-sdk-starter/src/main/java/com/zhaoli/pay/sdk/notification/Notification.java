package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for one target, and what became of it.
 *
 * @param eventId the {@code webhook-id}
 * @param deliverySeq 0 for the first delivery of the event to the target; above that it is once
 *     more, the larger the later
 * @param type such as {@code payment.succeeded}
 * @param targetNo the endpoint or receiver
 * @param attempts how often it was tried
 * @param lastHttpStatus null when the last attempt had no answer, or there was none
 * @param lastError null when the last attempt had none
 * @param nextAttemptAt null when no attempt is planned
 * @param deliveredAt null until it is delivered
 */
public record Notification(
    String notificationNo,
    String paymentNo,
    String eventId,
    int deliverySeq,
    String type,
    NotificationTarget target,
    String targetNo,
    NotificationStatus status,
    long attempts,
    @Nullable Integer lastHttpStatus,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {

  static Notification of(JsonObject json) {
    Integer deliverySeq = json.optionalInteger("deliverySeq");
    return new Notification(
        json.text("notificationNo"),
        json.text("paymentNo"),
        json.text("eventId"),
        // A platform of before does not say it.
        deliverySeq == null ? 0 : deliverySeq,
        json.text("type"),
        json.constant("target", NotificationTarget::of),
        json.text("targetNo"),
        json.constant("status", NotificationStatus::of),
        json.number("attempts"),
        json.optionalInteger("lastHttpStatus"),
        json.optionalText("lastError"),
        json.optionalInstant("nextAttemptAt"),
        json.optionalInstant("deliveredAt"),
        json.instant("createdAt"),
        json.instant("updatedAt"));
  }
}
