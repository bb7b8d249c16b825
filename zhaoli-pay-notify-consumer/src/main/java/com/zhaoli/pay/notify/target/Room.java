package com.zhaoli.pay.notify.target;

import java.time.Duration;

/**
 * How many calls a target may get now.
 *
 * @param calls none to any number
 * @param pause where it is none: when to ask again
 */
public record Room(int calls, Duration pause) {
  private static final Room UNLIMITED = new Room(Integer.MAX_VALUE, Duration.ZERO);

  /** Of a target that takes whatever comes. */
  public static Room unlimited() {
    return UNLIMITED;
  }

  /** What both allow. */
  public Room and(Room other) {
    return calls == 0 && other.calls == 0
        ? new Room(0, pause.compareTo(other.pause) > 0 ? pause : other.pause)
        : calls <= other.calls ? this : other;
  }
}
