package com.zhaoli.pay.pos.device;

import java.util.Optional;

/**
 * Which counters of a device key were taken: the largest one, and of the 64 up to it each by a bit.
 * Requests may overtake each other by less than that; each counter is taken once.
 *
 * @param high the largest counter taken, 0 before the first
 * @param seen bit n is set when {@code high - n} was taken
 */
public record CounterWindow(long high, long seen) {
  /** How far a request may come behind the newest one. */
  public static final int SIZE = Long.SIZE;

  /** Nothing was taken. */
  public static final CounterWindow EMPTY = new CounterWindow(0, 0);

  /** The window after this counter, or empty when it was taken before or is too old. */
  public Optional<CounterWindow> take(long counter) {
    if (counter < 1) {
      return Optional.empty();
    }
    if (counter > high) {
      long ahead = counter - high;
      // Java takes a shift distance modulo 64.
      long moved = ahead >= SIZE ? 0 : seen << ahead;
      return Optional.of(new CounterWindow(counter, moved | 1));
    }
    long behind = high - counter;
    if (behind >= SIZE) {
      return Optional.empty();
    }
    long bit = 1L << behind;
    return (seen & bit) == 0 ? Optional.of(new CounterWindow(high, seen | bit)) : Optional.empty();
  }
}
