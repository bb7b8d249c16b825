package com.zhaoli.pay.payment.order;

import java.time.Duration;
import java.time.Instant;

/**
 * When to ask again for what is not decided: young things often, older ones ever less.
 *
 * @param ageDivisor the wait is the age divided by it, within the bounds
 */
public record AgeBackoff(Duration shortest, Duration longest, int ageDivisor) {

  /** When to ask next for what began then. */
  public Instant next(Instant since, Instant now) {
    Duration wait = Duration.between(since, now).dividedBy(ageDivisor);
    if (wait.compareTo(shortest) < 0) {
      wait = shortest;
    } else if (wait.compareTo(longest) > 0) {
      wait = longest;
    }
    return now.plus(wait);
  }
}
