package com.zhaoli.pay.common.time;

import java.time.Clock;
import java.time.Duration;

/**
 * Clocks cut to milliseconds, as far as the database keeps time: what is read equals what was
 * written.
 */
public final class MillisecondClock {
  private MillisecondClock() {}

  /** The system's time in UTC, in whole milliseconds. */
  public static Clock system() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
