package com.zhaoli.pay.gateway.limit;

/**
 * A steady rate with a burst.
 *
 * @param perSecond how many requests a second may go on for ever
 * @param burst how many may come at once after a pause
 */
public record RateLimit(int perSecond, int burst) implements Rate {

  public RateLimit {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "a rate limit needs per-second and burst of at least 1, not "
              + perSecond
              + " and "
              + burst);
    }
  }

  @Override
  public double tokensPerSecond() {
    return perSecond;
  }
}
