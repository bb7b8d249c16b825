package com.zhaoli.pay.notify.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one merchant gets of the threads that all merchants share, over all of its targets: so many
 * at once, and the others in the order in which they came. Bounded by the lanes: what waits here
 * has its turn in one. Thread-safe.
 *
 * @param <T> what takes a thread
 */
final class Share<T> {
  private final int most;
  private final Deque<T> waiting = new ArrayDeque<>();
  private int taken;

  /**
   * @param most threads at a time
   */
  Share(int most) {
    this.most = most;
  }

  /** Takes a thread for it, or has it wait for one that is given back. */
  synchronized boolean take(T one) {
    if (taken == most) {
      waiting.add(one);
      return false;
    }
    taken++;
    return true;
  }

  /**
   * Gives a thread back.
   *
   * @return who has the thread now; null: nobody waited
   */
  synchronized @Nullable T giveBack() {
    T next = waiting.poll();
    if (next == null) {
      taken--;
    }
    return next;
  }

  /**
   * How many more it may be given now so that none waits for longer than so many turns of all of
   * its threads.
   */
  synchronized int capacity(int turns) {
    return (int) Math.max(0, (long) turns * most - taken - waiting.size());
  }
}
