package com.zhaoli.pay.bench;

/**
 * How long to measure. Each round gives every case a fresh JVM, warms it up and measures it, so
 * that a slow minute of the machine falls on all cases and not on one.
 */
record Effort(int rounds, int warmupMillis, int measureMillis) {
  /** Some two minutes for five cases. */
  static final Effort FULL = new Effort(5, 2_000, 2_000);
}
