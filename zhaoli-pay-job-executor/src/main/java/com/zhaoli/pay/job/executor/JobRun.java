package com.zhaoli.pay.job.executor;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * One shard of one run.
 *
 * @param shardIndex from 0 to shardTotal - 1
 * @param shardTotal how many executors share the run, at least 1
 * @param triggeredAt the admin's time of the trigger, in milliseconds; the shards of one broadcast
 *     have the same, though they begin one after the other
 * @param parameter what the job's definition gives, often empty
 * @param log writes a line that operators read in the admin
 */
public record JobRun(
    int shardIndex, int shardTotal, Instant triggeredAt, String parameter, Consumer<String> log) {
  public JobRun {
    if (shardTotal < 1 || shardIndex < 0 || shardIndex >= shardTotal) {
      throw new IllegalArgumentException("no shard " + shardIndex + " of " + shardTotal);
    }
  }
}
