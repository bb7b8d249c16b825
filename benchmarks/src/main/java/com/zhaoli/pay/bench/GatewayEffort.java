package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;

/**
 * How long and how hard the gateways are asked.
 *
 * @param warmupRounds of all cases, which are not counted
 * @param rounds of all cases
 * @param creations in each run of a case that creates payments
 * @param empties in each run of a case of the empty route
 */
record GatewayEffort(int warmupRounds, int rounds, int creations, int empties) {

  /** Some six minutes on two processors. */
  static final GatewayEffort FULL = new GatewayEffort(3, 5, 6_000, 8_000);

  /** To try the benchmark itself; its figures mean nothing. */
  static final GatewayEffort SHORT = new GatewayEffort(2, 1, 500, 500);

  static GatewayEffort of(String name) {
    return switch (name) {
      case "full" -> FULL;
      case "short" -> SHORT;
      default -> throw new BenchFailure("ZHAOLI_BENCH_EFFORT is full or short, not " + name + ".");
    };
  }
}
