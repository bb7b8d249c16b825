package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.time.Duration;

/**
 * How much the official account is given to do.
 *
 * @param rounds of all cases, after one that is not counted
 * @param batches in each run of a case that sends in batches
 * @param single messages in each run that sends one by one to a WeChat that answers at once
 * @param singleSlow the same while WeChat takes its time
 * @param menuTime of each run that reads menus
 * @param memorySteps after each of which the service's memory is looked at
 * @param batchesOfStep how many batches a step sends
 */
record WechatEffort(
    int rounds,
    int batches,
    int single,
    int singleSlow,
    Duration menuTime,
    int memorySteps,
    int batchesOfStep) {

  /** 100,000 messages while memory is watched. */
  static final WechatEffort FULL = new WechatEffort(3, 12, 800, 120, Duration.ofSeconds(3), 10, 40);

  /** To try the benchmark itself; its figures say little. */
  static final WechatEffort SHORT = new WechatEffort(1, 3, 100, 20, Duration.ofSeconds(1), 3, 4);

  static WechatEffort of(String name) {
    return switch (name) {
      case "full" -> FULL;
      case "short" -> SHORT;
      default -> throw new BenchFailure("ZHAOLI_BENCH_EFFORT is full or short, not " + name + ".");
    };
  }
}
