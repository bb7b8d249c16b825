package com.zhaoli.pay.payment.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a run without a result is taken up again: after pauses that double, so many times. */
final class RetrySchedule {
  private static final int MAX_DOUBLINGS = 30;

  private RetrySchedule() {}

  /** Empty when it was tried often enough. */
  static Optional<Instant> next(int tries, Instant now, ReconcileProperties limits) {
    if (tries >= limits.retryLimit()) {
      return Optional.empty();
    }
    int doublings = Math.min(Math.max(tries - 1, 0), MAX_DOUBLINGS);
    Duration pause = limits.retryFirst().multipliedBy(1L << doublings);
    return Optional.of(
        now.plus(pause.compareTo(limits.retryLongest()) > 0 ? limits.retryLongest() : pause));
  }
}
