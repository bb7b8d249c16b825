package com.zhaoli.pay.common.time;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How old something was when it was asked for last, for metrics: scrapes read it and wait for
 * nobody. Where it could not be asked for lately it grows, since whoever cannot ask does not know
 * that all is well. Thread-safe.
 */
public final class LastKnownAge {
  /** What was seen since then is true of now. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private static final double MILLIS = 1_000;

  private final LongSupplier nanoTime;
  private Duration age = Duration.ZERO;
  private long atNanos;

  /**
   * Nothing, as of now.
   *
   * @param nanoTime {@link System#nanoTime}, but for tests
   */
  public LastKnownAge(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.atNanos = nanoTime.getAsLong();
  }

  /** That was the answer just now. */
  public synchronized void is(Duration ageNow) {
    age = ageNow;
    atNanos = nanoTime.getAsLong();
  }

  public synchronized double seconds() {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - atNanos);
    return (since.compareTo(RECENT) > 0 ? age.plus(since) : age).toMillis() / MILLIS;
  }
}
