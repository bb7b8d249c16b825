package com.zhaoli.pay.notify.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The calls to one target, in the order in which they came, a few at a time. How many is found out:
 * it begins with some, takes one more with each quick answer, and half as many, down to one, with
 * each slow one. So a target that hangs takes few threads from the first, and soon only one. A
 * target that refuses quickly costs nobody anything, and is no reason for less. Thread-safe.
 */
final class Lane {
  private static final int MOST_TURNS = 16;

  private final int first;
  private final int most;
  private final Duration patience;
  private final Duration slow;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final Deque<Call> running = new ArrayDeque<>();
  private int limit;
  private boolean hangs;

  /** Of the last calls, the latest counting for a quarter; nothing as long as none was made. */
  private Duration usualTime = Duration.ZERO;

  /**
   * @param first calls at a time, as long as nothing is known of the target
   * @param most calls at a time, at most
   * @param patience when all that may run have been running for longer, nobody else waits for them
   * @param slow a call that took longer counts as hanging
   */
  Lane(int first, int most, Duration patience, Duration slow) {
    this.first = Math.min(first, most);
    this.most = most;
    this.patience = patience;
    this.slow = slow;
    this.limit = this.first;
  }

  /**
   * Adds a call, unless waiting for its turn makes no sense.
   *
   * @return whether it was added; what may begin is in {@code startable}
   */
  synchronized boolean add(Call call, List<Call> startable) {
    if (room() <= 0 && isStuck()) {
      return false;
    }
    waiting.add(call);
    begin(startable);
    return true;
  }

  /** A call is over. A slow answer takes as much from others as none, whatever it says. */
  synchronized void over(Call call, List<Call> startable) {
    running.remove(call);
    Duration took = call.age();
    usualTime = usualTime.multipliedBy(3).plus(took).dividedBy(4);
    hangs = took.compareTo(slow) > 0;
    if (hangs) {
      limit = Math.max(1, limit / 2);
    } else if (limit < most) {
      limit++;
    }
    begin(startable);
  }

  /** A call whose turn had come was not made. */
  synchronized void notRun(Call call, List<Call> startable) {
    running.remove(call);
    begin(startable);
  }

  /** The same where no thread is to be had for what waits either: it is taken back as it is. */
  synchronized void notBegun(Call call) {
    running.remove(call);
  }

  /** Whether the last call to it hung. */
  synchronized boolean hangs() {
    return hangs;
  }

  /** How many more may run now. */
  synchronized int room() {
    return Math.max(0, limit - running.size());
  }

  /** How many more it may be given now so that none waits for more than {@link #turns}. */
  synchronized int capacity() {
    waiting.removeIf(Call::isTakenBack);
    return Math.max(0, turns() * limit - running.size() - waiting.size());
  }

  /**
   * How many calls one after another are not long to wait for: as many as fit into half the
   * patience of a batch. One where nobody waits for it.
   */
  synchronized int turns() {
    return hangs || (room() == 0 && isStuck())
        ? 1
        : (int)
            Math.min(
                MOST_TURNS, Math.max(1, patience.toNanos() / 2 / Math.max(1, usualTime.toNanos())));
  }

  /** Nothing is there, and nothing is known that a new lane would not begin with. */
  synchronized boolean isAsNew() {
    return running.isEmpty() && waiting.isEmpty() && limit == first && !hangs;
  }

  private boolean isStuck() {
    return hangs || running.stream().allMatch(call -> call.age().compareTo(patience) > 0);
  }

  private void begin(List<Call> startable) {
    while (running.size() < limit && !waiting.isEmpty()) {
      Call next = waiting.remove();
      if (next.begin()) {
        running.add(next);
        startable.add(next);
      }
    }
  }
}
