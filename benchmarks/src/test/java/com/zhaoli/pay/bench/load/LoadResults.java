package com.zhaoli.pay.bench.load;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Results of runs that nobody ran. */
public final class LoadResults {
  private LoadResults() {}

  /** One second in which so many requests were accepted, each in a millisecond. */
  public static LoadResult ofOneSecond(int accepted) {
    BitSet all = new BitSet();
    all.set(0, accepted);
    Latencies.Recorder latencies = new Latencies.Recorder();
    for (int i = 0; i < accepted; i++) {
      latencies.add(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return new LoadResult(
        all, 0, null, TimeUnit.SECONDS.toNanos(1), Latencies.of(List.of(latencies)));
  }
}
