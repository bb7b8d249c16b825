package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.target.TargetKind;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Something given up.
 *
 * @param eventId the event, or the payload's digest where none could be read
 * @param target receiver or endpoint; the kind's unresolved target where none is known
 * @param payload the member's own bytes, or those of the whole message that could not be split
 * @param reason for people; no secrets in it
 * @param traceparent W3C trace context of the change that the event tells of
 */
public record DeadLetter(
    String eventId,
    String target,
    int deliverySeq,
    TargetKind kind,
    @Nullable String paymentNo,
    @Nullable String merchantNo,
    @Nullable String eventType,
    byte[] payload,
    String reason,
    int attempts,
    @Nullable String traceparent) {
  private static final int REASON_LENGTH = 500;

  public DeadLetter {
    reason = reason.substring(0, Math.min(reason.length(), REASON_LENGTH));
  }

  /** An event that could not be delivered. */
  public static DeadLetter of(
      PaymentEvent event,
      byte[] payload,
      TargetKind kind,
      String target,
      String reason,
      int attempts) {
    return new DeadLetter(
        event.eventId(),
        target,
        event.deliverySeq(),
        kind,
        event.paymentNo(),
        event.merchantNo(),
        event.type().wireName(),
        payload,
        reason,
        attempts,
        event.traceparent());
  }

  /** Bytes from which no event could be read: named by their digest, so that they count once. */
  public static DeadLetter unreadable(byte[] payload, TargetKind kind, String reason) {
    return new DeadLetter(
        "sha256:" + DigestUtils.sha256Hex(payload),
        kind.unresolvedTarget(),
        0,
        kind,
        null,
        null,
        null,
        payload,
        reason,
        0,
        null);
  }
}
