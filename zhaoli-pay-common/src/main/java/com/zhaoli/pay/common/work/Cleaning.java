package com.zhaoli.pay.common.work;

import java.time.Duration;
import java.util.function.IntSupplier;

/** Removes what one table has kept for long enough. */
public interface Cleaning {
  Duration TIME_LIMIT = Duration.ofSeconds(20);

  /** The table's name. */
  String table();

  /**
   * Removes old rows, for as long as a sweep may take.
   *
   * @return how many
   */
  int clean();

  /**
   * Repeats a statement that removes some rows, until it finds fewer or twenty seconds are over, so
   * that nobody waits for it.
   *
   * @param portion how many rows the statement removes at most
   */
  static int inPortions(int portion, IntSupplier statement) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    int removed = 0;
    int some;
    do {
      some = statement.getAsInt();
      removed += some;
    } while (some == portion && System.nanoTime() - deadline < 0);
    return removed;
  }

  /**
   * The same until so many portions were removed, however long that takes.
   *
   * @param portions how often the statement runs at most
   */
  static int inPortions(int portion, int portions, IntSupplier statement) {
    int removed = 0;
    int some = portion;
    for (int i = 0; i < portions && some == portion; i++) {
      some = statement.getAsInt();
      removed += some;
    }
    return removed;
  }
}
