package com.zhaoli.pay.job.executor;

/** A kind of work that the admin starts by its name. Beans of this type are found by themselves. */
public interface JobHandler {
  /** The name under which the admin's job definitions know this handler. */
  String name();

  /**
   * Does the work of one shard. The run is a success when this returns, with the answer as its
   * result, and a failure when it throws; the message of a {@link JobFailedException} is its
   * reason.
   *
   * @throws InterruptedException when the admin stops the run
   */
  String run(JobRun run) throws InterruptedException;
}
