package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import java.time.Duration;

/**
 * Bounds the work on one run: each step keeps the lease, and none begins after the time is over.
 */
final class WorkLimit {
  private final Lease lease;
  private final RunStore runs;
  private final Duration limit;
  private final long begun = System.nanoTime();

  WorkLimit(Lease lease, RunStore runs, Duration limit) {
    this.lease = lease;
    this.runs = runs;
    this.limit = limit;
  }

  /**
   * Begins a step.
   *
   * @throws LeaseLostException when somebody else has the run
   * @throws IllegalStateException when the time is over, or the service stops
   */
  void step() {
    if (System.nanoTime() - begun > limit.toNanos()) {
      throw new IllegalStateException("the run took longer than " + limit);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("the service stops");
    }
    runs.renew(lease);
  }
}
