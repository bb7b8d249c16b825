package com.zhaoli.pay.testing;

import java.time.Duration;

/**
 * How long an act takes where nothing else holds it up: the shortest of several goes. What the code
 * under test waits for, it waits for each time; what a busy machine adds, it adds to one go more
 * than to another. A test that must tell a wait from none takes this, never a single go.
 */
public final class Quickest {
  private static final int GOES = 6;

  private Quickest() {}

  /** What is done anew in each go. */
  @FunctionalInterface
  public interface Act<E extends Exception> {
    void perform() throws E;
  }

  /**
   * The time of the shortest go. No other follows one that took less than this.
   *
   * @throws E what the act throws, at once
   */
  public static <E extends Exception> Duration of(Duration enough, Act<E> act) throws E {
    Duration shortest = took(act);
    for (int go = 1; go < GOES && shortest.compareTo(enough) >= 0; go++) {
      Duration took = took(act);
      shortest = took.compareTo(shortest) < 0 ? took : shortest;
    }
    return shortest;
  }

  private static <E extends Exception> Duration took(Act<E> act) throws E {
    long begun = System.nanoTime();
    act.perform();
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
