package com.zhaoli.pay.notify.settings;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;

/**
 * How failed deliveries are repeated (design, "From callback to merchant", steps 3 to 5).
 *
 * @param interval from one attempt to the next
 * @param limit attempts in all; the one that reaches it makes the event a dead letter
 */
public record RetryPolicy(Duration interval, int limit) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(3);
  public static final int DEFAULT_LIMIT = 5;

  public RetryPolicy {
    NotifyProperties.within(
        "retry-interval", interval, Duration.ofMillis(100), Duration.ofHours(1));
    if (limit < 1 || limit > 100) {
      throw new InvalidConfigurationException(
          "zhaoli.notify.retry-limit is " + limit + ": it must be 1 to 100.");
    }
  }

  /** Whether so many failed attempts are too many. */
  public boolean isExhausted(int attempts) {
    return attempts >= limit;
  }
}
