package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.reconcile.internal.BillStaging;
import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks now and then whether there is something to do: days without runs, runs that are due, bills
 * that may go. All of it is leased in the database, so that it does not matter how many instances
 * look.
 */
@Component
class ReconcilePass {
  private static final int CLEANUP_RUNS = 100;
  private static final int CLEANUP_BATCHES = 200;

  private final Reconciliations reconciliations;
  private final ReconcileWorker worker;
  private final RunStore runs;
  private final BillStaging staging;

  ReconcilePass(
      Reconciliations reconciliations, ReconcileWorker worker, RunStore runs, BillStaging staging) {
    this.reconciliations = reconciliations;
    this.worker = worker;
    this.runs = runs;
    this.staging = staging;
  }

  @Scheduled(fixedDelayString = "${zhaoli.reconcile.interval:1m}")
  void look() {
    reconciliations.openDays();
    worker.wake();
  }

  /**
   * Removes rows of bills whose time is over, so many at a time; what is left is for the next time.
   */
  @Scheduled(fixedDelayString = "${zhaoli.reconcile.interval:1m}")
  void cleanUp() {
    int batches = 0;
    for (RunBO run : runs.toCleanUp(CLEANUP_RUNS)) {
      boolean left = true;
      while (left) {
        if (batches++ >= CLEANUP_BATCHES) {
          return;
        }
        left = staging.removeSome(run.runNo(), run.turn());
      }
      runs.cleanedUp(run);
    }
  }
}
