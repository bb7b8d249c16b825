package com.zhaoli.pay.common.client.job;

import java.util.List;

/**
 * All ranges of a run: each begins after the bound before it and ends with its own bound.
 *
 * @param total keys in all ranges
 * @param bounds the last key of each range, in order; at most {@value #MAX_RANGES}
 */
public record WorkPlan(long total, List<String> bounds) {
  /**
   * Keys of a range, but for the last one, which may have fewer. Few, so that all threads have one
   * also where there is not much to do, and so that they end at about the same time.
   */
  public static final int RANGE_KEYS = 50;

  /** What is beyond stays due for the next run. */
  public static final int MAX_RANGES = 20_000;

  public static final WorkPlan EMPTY = new WorkPlan(0, List.of());

  public WorkPlan {
    bounds = List.copyOf(bounds);
  }

  /** The last key of a range, and how many keys there are up to it. */
  public record RangeEnd(String key, long place) {}

  /** The ranges that end so, in order. */
  public static WorkPlan of(List<RangeEnd> ends) {
    return ends.isEmpty()
        ? EMPTY
        : new WorkPlan(
            ends.get(ends.size() - 1).place(), ends.stream().map(RangeEnd::key).toList());
  }
}
