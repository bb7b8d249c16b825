package com.zhaoli.pay.payment.callback;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one of a kind pass in each span of time. Kinds are few: they are made here, not outside. */
final class OncePer {
  private final long spanMillis;
  private final Clock clock;
  private final Map<String, Long> nextAt = new ConcurrentHashMap<>();

  OncePer(Duration span, Clock clock) {
    this.spanMillis = span.toMillis();
    this.clock = clock;
  }

  boolean mayPass(String kind) {
    long now = clock.millis();
    boolean[] passes = new boolean[1];
    nextAt.compute(
        kind,
        (key, next) -> {
          passes[0] = next == null || now >= next;
          return passes[0] || next == null ? Long.valueOf(now + spanMillis) : next;
        });
    return passes[0];
  }
}
