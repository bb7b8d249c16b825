package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.time.Duration;

/**
 * How long and how hard the platform is asked.
 *
 * @param rounds how often each case is measured, in turns
 * @param connections that ask at once
 * @param warmup for each case, before the first round
 * @param warmupBatch callbacks at a time while warming up
 * @param creation how long payments are created in a round
 * @param callbacks in a round, each for an order of its own
 * @param ratePerSecond of the callbacks whose latency is measured at a fixed rate
 * @param ratedCallbacks in a round at that rate
 */
record PaymentsEffort(
    int rounds,
    int connections,
    Duration warmup,
    int warmupBatch,
    Duration creation,
    int callbacks,
    int ratePerSecond,
    int ratedCallbacks) {

  /** Some ten minutes on two processors. */
  static final PaymentsEffort FULL =
      new PaymentsEffort(
          5, 16, Duration.ofSeconds(60), 1_500, Duration.ofSeconds(10), 4_000, 300, 3_000);

  /** To try the benchmark itself; its figures mean nothing. */
  static final PaymentsEffort SHORT =
      new PaymentsEffort(1, 16, Duration.ofSeconds(3), 200, Duration.ofSeconds(2), 300, 300, 300);

  static PaymentsEffort of(String name) {
    return switch (name) {
      case "full" -> FULL;
      case "short" -> SHORT;
      default -> throw new BenchFailure("ZHAOLI_BENCH_EFFORT is full or short, not " + name + ".");
    };
  }
}
