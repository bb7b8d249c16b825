package com.zhaoli.pay.sandbox.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The notify of one order.
 *
 * @param attempts how often it was sent
 * @param nextAt when it is due again; null when it is over
 * @param lastAnswer what came of the last attempt, for people
 */
public record PendingNotify(
    String notifyId,
    String orderKey,
    State state,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable String lastAnswer) {

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

  boolean isOver() {
    return state != State.PENDING;
  }
}
