package com.zhaoli.pay.common.sql;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What may only be told of when it is durable: alerts, metrics, hints to others. */
public final class AfterCommit {
  private AfterCommit() {}

  /**
   * Runs the task when the current transaction is committed, and never when it is rolled back; at
   * once where there is none. The task must not fail: nothing can be undone any more.
   */
  public static void run(Runnable task) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      task.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            task.run();
          }
        });
  }
}
