package com.zhaoli.pay.merchant.tries;

import com.zhaoli.pay.merchant.tries.internal.TryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets tries that nobody adds to, a bounded number at a time. */
@Component
class TryCleanup {
  private static final Duration KEEP = Duration.ofDays(1);

  private final TryStore store;
  private final Clock clock;

  TryCleanup(TryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "1m", fixedDelayString = "10m")
  void removeOld() {
    Instant now = clock.instant();
    store.removeOlderThan(now.minus(KEEP), now);
  }
}
