package com.zhaoli.pay.gateway.limit;

/**
 * Lets through a steady rate and, after a pause, a burst. Safe for many threads; time is given by
 * the caller and may stand still, but not run backwards: an earlier time counts as the last one.
 */
final class TokenBucket {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private double tokens;
  private long lastNanos;

  TokenBucket(int burst, long nowNanos) {
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /** Zero when the request may pass, else after how many seconds, at least one, it may. */
  synchronized long take(Rate limit, long nowNanos) {
    long elapsedNanos = Math.max(0, nowNanos - lastNanos);
    lastNanos += elapsedNanos;
    double refill = (double) elapsedNanos / NANOS_PER_SECOND * limit.tokensPerSecond();
    // The limit may have changed since the last call, so the level is cut to today's burst.
    tokens = Math.min(limit.burst(), tokens + refill);
    if (tokens >= 1) {
      tokens -= 1;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((1 - tokens) / limit.tokensPerSecond()));
  }
}
