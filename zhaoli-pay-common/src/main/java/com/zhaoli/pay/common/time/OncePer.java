package com.zhaoli.pay.common.time;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets one of a kind pass in each span of time, whatever happens to the clock. Kinds are few: they
 * are made here, not outside. Thread-safe.
 */
public final class OncePer {
  private final long spanNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Long> passedAt = new ConcurrentHashMap<>();

  public OncePer(Duration span) {
    this(span, System::nanoTime);
  }

  /** With another source of time than {@link System#nanoTime}, for tests. */
  public OncePer(Duration span, LongSupplier nanoTime) {
    this.spanNanos = span.toNanos();
    this.nanoTime = nanoTime;
  }

  public boolean mayPass(String kind) {
    boolean[] passes = new boolean[1];
    passedAt.compute(
        kind,
        (key, last) -> {
          long now = nanoTime.getAsLong();
          passes[0] = last == null || now - last >= spanNanos;
          return passes[0] || last == null ? Long.valueOf(now) : last;
        });
    return passes[0];
  }
}
