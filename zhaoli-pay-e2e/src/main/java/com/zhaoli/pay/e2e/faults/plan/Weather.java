package com.zhaoli.pay.e2e.faults.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faults that the sandbox injects from a moment on, instead of those before.
 *
 * @param atMillis after the run's begin
 */
public record Weather(long atMillis, List<Fault> faults) {
  public Weather {
    faults = List.copyOf(faults);
  }

  /**
   * One fault, in the words of the sandbox's control API.
   *
   * @param rate the share of chances at which it strikes
   * @param millis how long, for the kinds that take time
   * @param seed of the sandbox's draws
   */
  public record Fault(
      String target, String kind, double rate, @Nullable Integer millis, long seed) {}
}
