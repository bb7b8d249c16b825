package com.zhaoli.pay.common.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerTest {
  private static final Duration SPAN = Duration.ofSeconds(10);

  /** Near its end, where System.nanoTime may be too. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SPAN.toNanos() / 2);

  private final OncePer once = new OncePer(SPAN, nanos::get);

  @Test
  void oneOfAKindPassesInEachSpan() {
    assertThat(once.mayPass("a")).isTrue();
    assertThat(once.mayPass("a")).isFalse();
    assertThat(once.mayPass("b")).as("another kind").isTrue();
    nanos.addAndGet(SPAN.toNanos() - 1);
    assertThat(once.mayPass("a")).isFalse();
    nanos.addAndGet(1);
    assertThat(once.mayPass("a")).isTrue();
    assertThat(once.mayPass("a")).isFalse();
  }
}
