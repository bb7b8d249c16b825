package com.zhaoli.pay.bench.load;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param accepted indices of the requests that got the answer they should get
 * @param refused how many did not
 * @param firstRefusal what one of those got, for a person to read
 * @param elapsedNanos from the first request to the last answer
 * @param latencies of the accepted
 */
public record LoadResult(
    BitSet accepted,
    int refused,
    @Nullable String firstRefusal,
    long elapsedNanos,
    Latencies latencies) {
  private static final double NANOS_PER_SECOND = 1_000_000_000.0;

  public int acceptedCount() {
    return accepted.cardinality();
  }

  /** Accepted requests in a second. */
  public double perSecond() {
    return acceptedCount() * NANOS_PER_SECOND / elapsedNanos;
  }
}
