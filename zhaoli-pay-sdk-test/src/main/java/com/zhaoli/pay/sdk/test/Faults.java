package com.zhaoli.pay.sdk.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their calls. */
final class Faults {

  private static final int WAITING = 1_000;

  private final Map<Operation, Deque<Fault>> waiting = new EnumMap<>(Operation.class);

  synchronized void reset() {
    waiting.clear();
  }

  /**
   * The next calls of an operation, after those that have a fault already.
   *
   * @throws IllegalArgumentException for a number of times that is none of 1 to 1000
   */
  NextCall next(Operation operation, int times) {
    if (times < 1 || times > WAITING) {
      throw new IllegalArgumentException("times is 1 to " + WAITING + ", not " + times);
    }
    return new NextCall(fault -> add(operation, fault, times));
  }

  private synchronized void add(Operation operation, Fault fault, int times) {
    Deque<Fault> faults = waiting.computeIfAbsent(operation, any -> new ArrayDeque<>());
    if (faults.size() + times > WAITING) {
      throw new IllegalStateException(WAITING + " faults wait already: reset() them");
    }
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
  }

  synchronized @Nullable Fault take(Operation operation) {
    Deque<Fault> faults = waiting.get(operation);
    return faults == null ? null : faults.poll();
  }
}
