package com.zhaoli.pay.merchant.licence;

import com.zhaoli.pay.merchant.licence.internal.LicenceStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes pictures that nobody applied with, a bounded number at a time. */
@Component
class LicenceCleanup {
  /** Longer than a QR code lives. */
  private static final Duration KEEP_DRAFTS = Duration.ofDays(60);

  private final LicenceStore store;
  private final Clock clock;

  LicenceCleanup(LicenceStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "2m", fixedDelayString = "10m")
  void removeDrafts() {
    store.removeDraftsBefore(clock.instant().minus(KEEP_DRAFTS));
  }
}
