package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.settings.RetryPolicy;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;

/** An event and one target of it. */
public record Assignment(ClaimKey key, Incoming incoming, TargetKind kind, Target target) {

  static Assignment of(Incoming incoming, TargetKind kind, Target target) {
    return new Assignment(
        key(incoming.event(), target.name()),
        isFound(incoming, kind, target) ? incoming.outsideOfTheTail() : incoming,
        kind,
        target);
  }

  /** The event came back for an unresolved target, and this is one that is known now. */
  static boolean isFound(Incoming incoming, TargetKind kind, Target target) {
    return kind.unresolvedTarget().equals(incoming.onlyTarget())
        && !target.name().equals(kind.unresolvedTarget());
  }

  static ClaimKey key(PaymentEvent event, String target) {
    return new ClaimKey(event.paymentNo(), event.eventId(), target, event.deliverySeq());
  }

  /**
   * It was given up once, and came back; or this is its last quick try, which another consumer may
   * have made as well, and failed.
   */
  boolean mayHaveDeadLetter(RetryPolicy policy) {
    return incoming.tail() != null
        || incoming.event().deliverySeq() > 0
        || policy.isExhausted(incoming.attempts() + 1);
  }

  LogEntry logEntry() {
    return new LogEntry(
        key,
        kind,
        incoming.event().merchantNo(),
        incoming.event().type(),
        incoming.member(),
        incoming.attempts());
  }
}
