package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.time.Duration;

/**
 * How much the jobs are given to do.
 *
 * @param payments in the books; every fifth is to be synced
 * @param apart of them, the last ones, twice: for a run with four executors, and for one of which
 *     an executor is killed
 * @param warmup before a window
 * @param window in which is counted
 */
record JobsEffort(int payments, int apart, Duration warmup, Duration window) {

  /** Some half an hour. */
  static final JobsEffort FULL =
      new JobsEffort(1_000_000, 25_000, Duration.ofSeconds(8), Duration.ofSeconds(60));

  /** To try the benchmark itself, in some minutes; its figures say little. */
  static final JobsEffort SHORT =
      new JobsEffort(50_000, 10_000, Duration.ofSeconds(3), Duration.ofSeconds(10));

  static JobsEffort of(String name) {
    return switch (name) {
      case "full" -> FULL;
      case "short" -> SHORT;
      default -> throw new BenchFailure("ZHAOLI_BENCH_EFFORT is full or short, not " + name + ".");
    };
  }
}
