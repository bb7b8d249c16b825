package com.zhaoli.pay.sandbox.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The notify of one event of an order.
 *
 * @param attempts how often it was sent
 * @param nextAt when it is due again; null when it is over
 * @param lastAnswer what came of the last attempt, for people
 * @param outRefundNo which refund it tells of; null when it tells of the payment
 */
public record PendingNotify(
    String notifyId,
    String orderKey,
    State state,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable String lastAnswer,
    @Nullable String outRefundNo) {

  /** Where a notify stands. */
  public enum State {
    /** Will be sent, or sent again. */
    PENDING,
    /** The platform accepted it. */
    ACKNOWLEDGED,
    /** The schedule is at its end. */
    GIVEN_UP,
    /** A fault swallowed it. */
    DROPPED
  }

  /** The notify of an event that has just come to be. */
  static PendingNotify first(
      String notifyId, NotifyEvent event, State state, @Nullable Instant nextAt) {
    return new PendingNotify(
        notifyId,
        event.order().key(),
        state,
        0,
        nextAt,
        state == State.DROPPED ? "injected fault" : null,
        event.refund() == null ? null : event.refund().outRefundNo());
  }

  /** The notify after one more attempt. */
  PendingNotify after(State newState, @Nullable Instant newNextAt, String answer) {
    return new PendingNotify(
        notifyId, orderKey, newState, attempts + 1, newNextAt, answer, outRefundNo);
  }

  /** Names it as {@link NotifyEvent#key} does. */
  String key() {
    return outRefundNo == null ? orderKey : orderKey + "#" + outRefundNo;
  }

  boolean isOver() {
    return state != State.PENDING;
  }
}
