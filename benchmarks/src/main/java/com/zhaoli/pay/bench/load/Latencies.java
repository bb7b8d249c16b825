package com.zhaoli.pay.bench.load;

import java.util.Arrays;
import java.util.List;

/** Every latency of a run, kept exactly and sorted: no bucket rounds a percentile. */
public final class Latencies {
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  static Latencies of(List<Recorder> recorders) {
    int count = recorders.stream().mapToInt(recorder -> recorder.count).sum();
    long[] all = new long[count];
    int filled = 0;
    for (Recorder recorder : recorders) {
      System.arraycopy(recorder.nanos, 0, all, filled, recorder.count);
      filled += recorder.count;
    }
    Arrays.sort(all);
    return new Latencies(all);
  }

  public int count() {
    return sortedNanos.length;
  }

  /**
   * The smallest latency that at least this share of all does not exceed; NaN when there is none.
   *
   * @param quantile above 0, at most 1
   */
  public double millis(double quantile) {
    if (quantile <= 0 || quantile > 1) {
      throw new IllegalArgumentException("no quantile: " + quantile);
    }
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(quantile * sortedNanos.length);
    return sortedNanos[rank - 1] / NANOS_PER_MILLI;
  }

  /** Collects the latencies of one thread. */
  static final class Recorder {
    private long[] nanos = new long[1_024];
    private int count;

    void add(long latencyNanos) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = latencyNanos;
    }
  }
}
