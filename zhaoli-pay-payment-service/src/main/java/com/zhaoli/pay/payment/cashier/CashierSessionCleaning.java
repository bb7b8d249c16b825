package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.payment.cashier.internal.CashierSessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets which browsers opened payments that were made long ago. By then the browser has forgotten
 * its key, which is good for a day, and no payment can be opened any more.
 */
@Component
class CashierSessionCleaning implements Cleaning {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int CLEANING_LIMIT = 1_000;

  private final CashierSessionStore store;
  private final Clock clock;

  CashierSessionCleaning(CashierSessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(
      fixedDelayString = "${zhaoli.cashier.cleaning-interval:10m}",
      initialDelayString = "5m")
  @Override
  public int clean() {
    Instant before = clock.instant().minus(KEPT);
    return Cleaning.inPortions(CLEANING_LIMIT, () -> store.deleteOlder(before, CLEANING_LIMIT));
  }

  @Override
  public String table() {
    return "cashier_session";
  }
}
