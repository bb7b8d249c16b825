package com.zhaoli.pay.e2e.faults.plan;

import java.util.List;
import java.util.Random;

/**
 * Draws of one stream. {@link Random}'s sequence for a seed is laid down by its contract, so a seed
 * means the same on every JDK.
 */
public final class Draws {
  private final Random random;

  public Draws(long seed) {
    this.random = new Random(seed);
  }

  /** From the first to the last, both included. */
  public long between(long first, long last) {
    long width = last - first + 1;
    // The widths here are small beside 2^48: that some come a little more often does not matter.
    return first + Math.floorMod(random.nextLong(), width);
  }

  public boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Removes one and returns it. */
  <T> T take(List<T> from) {
    return from.remove(random.nextInt(from.size()));
  }

  /** The index of one of these weights, drawn by weight. */
  public int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int drawn = random.nextInt(sum);
    int index = 0;
    while (drawn >= weights[index]) {
      drawn -= weights[index];
      index++;
    }
    return index;
  }

  /** Digits, as a text. */
  public String digits(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  long seed() {
    return random.nextLong();
  }
}
