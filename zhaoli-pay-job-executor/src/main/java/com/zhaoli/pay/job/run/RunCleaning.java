package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes old runs that are over, and failed batches that were done after all or given up. */
@Component
final class RunCleaning implements Cleaning {
  private static final int RUNS = 20;
  private static final int BATCHES = 1_000;

  private final RunStore store;
  private final RunProperties properties;
  private final Clock clock;

  RunCleaning(RunStore store, RunProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String table() {
    return "job_run";
  }

  @Override
  public int clean() {
    Instant before = clock.instant().minus(properties.kept());
    return Cleaning.inPortions(RUNS, () -> store.deleteRuns(before, RUNS))
        + Cleaning.inPortions(BATCHES, () -> store.deleteFailedBatches(before, BATCHES));
  }
}
