package com.zhaoli.pay.gateway.limit;

/**
 * A steady rate of few requests, with a burst.
 *
 * @param perMinute how many requests a minute may go on for ever
 * @param burst how many may come at once after a pause
 */
public record MinuteLimit(int perMinute, int burst) implements Rate {

  public MinuteLimit {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "a rate limit needs per-minute and burst of at least 1, not "
              + perMinute
              + " and "
              + burst);
    }
  }

  @Override
  public double tokensPerSecond() {
    return perMinute / 60.0;
  }
}
