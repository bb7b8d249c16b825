package com.zhaoli.pay.job.run;

import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;

/** The handler of a job that is done by ranges of keys. */
public final class KeyedJob implements JobHandler {
  private final Work work;
  private final Runs runs;

  public KeyedJob(Work work, Runs runs) {
    this.work = work;
    this.runs = runs;
  }

  @Override
  public String name() {
    return work.job();
  }

  @Override
  public String run(JobRun run) throws InterruptedException {
    return runs.run(work, run);
  }
}
