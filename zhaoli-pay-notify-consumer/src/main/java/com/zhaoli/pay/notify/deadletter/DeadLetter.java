package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.target.TargetKind;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Something given up.
 *
 * @param eventId the event, or the payload's digest where none could be read
 * @param target receiver or endpoint; the kind's unresolved target where none is known
 * @param payload the event's own bytes; where none could be read, the damaged member's, or a frame:
 *     the one that could not be split, or one around a member of a version that is not known
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

  /** A damaged member. */
  public static DeadLetter of(BatchMember.Corrupt member, TargetKind kind) {
    return unreadable(member.bytes(), kind, "The member is corrupt: " + member.reason());
  }

  /** A member that a newer writer made, with its version. */
  public static DeadLetter of(BatchMember.UnknownVersion member, TargetKind kind) {
    return unreadable(
        EventBatchCodec.frame(member),
        kind,
        "Member version " + member.version() + " is not known here: a newer writer made it.");
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
