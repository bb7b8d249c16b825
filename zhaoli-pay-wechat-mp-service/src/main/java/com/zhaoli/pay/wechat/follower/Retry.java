package com.zhaoli.pay.wechat.follower;

import java.time.Duration;

/** How work that came to nothing is tried again. */
final class Retry {
  /** Tries in a row that may come to nothing: about a quarter of an hour. */
  static final int MAX_ATTEMPTS = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private Retry() {}

  /** A second after the first, doubled with each, at most a minute. */
  static Duration pauseAfter(int attempts) {
    Duration pause = Duration.ofMillis(500L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
