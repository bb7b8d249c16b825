package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkScope;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param cutoff what was due then is worked on
 * @param day the business day, for a job that has one
 * @param threads in each executor
 * @param batchKeys keys that are handed over at once
 * @param total keys in all ranges, 0 while it is planned
 */
public record RunBO(
    String runNo,
    String job,
    Instant cutoff,
    @Nullable LocalDate day,
    int threads,
    int batchKeys,
    RunStatus status,
    long total,
    Instant createdAt) {

  WorkScope scope() {
    return new WorkScope(cutoff, day);
  }
}
