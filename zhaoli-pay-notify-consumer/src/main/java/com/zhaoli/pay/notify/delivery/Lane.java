package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.target.DeliveryOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The calls to one target, in the order in which they came, a few at a time. How many is found out:
 * a target that lets calls hang gets half as many with each that ends so, down to one, and more
 * again with each that ends quickly. A target that refuses quickly costs nobody anything, and is no
 * reason for less. Thread-safe.
 */
final class Lane {
  private final int most;
  private final Duration patience;
  private final Duration slow;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final Deque<Call> running = new ArrayDeque<>();
  private int limit;

  /**
   * @param most calls at a time, at most
   * @param patience when all that may run have been running for longer, nobody else waits for them
   * @param slow a call that took longer and failed counts as hanging
   */
  Lane(int most, Duration patience, Duration slow) {
    this.most = most;
    this.patience = patience;
    this.slow = slow;
    this.limit = most;
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

  /** A call is over. */
  synchronized void over(Call call, DeliveryOutcome outcome, List<Call> startable) {
    running.remove(call);
    boolean failed = outcome instanceof DeliveryOutcome.Failed;
    if (failed && call.age().compareTo(slow) > 0) {
      limit = Math.max(1, limit / 2);
    } else if (limit < most) {
      limit++;
    }
    begin(startable);
  }

  /** A call that had begun could not be run. */
  synchronized void notRun(Call call) {
    running.remove(call);
  }

  /** How many more may run now. */
  synchronized int room() {
    return Math.max(0, limit - running.size());
  }

  synchronized boolean isIdle() {
    return running.isEmpty() && waiting.isEmpty() && limit == most;
  }

  private boolean isStuck() {
    return limit < most || running.stream().allMatch(call -> call.age().compareTo(patience) > 0);
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
