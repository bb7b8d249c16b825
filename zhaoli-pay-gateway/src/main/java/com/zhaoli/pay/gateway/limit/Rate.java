package com.zhaoli.pay.gateway.limit;

/** A steady rate with a burst. */
sealed interface Rate permits RateLimit, MinuteLimit {

  double tokensPerSecond();

  /** How many requests may come at once after a pause. */
  int burst();
}
