package com.zhaoli.pay.merchant.message;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.merchant.message.internal.OutboxStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes messages that were sent or given up long ago, a bounded number at a time. */
@Component
class MessageCleanup {
  /** For whoever looks into a case; nothing asks for a message that is settled. */
  private static final Duration KEEP = Duration.ofDays(30);

  private static final int BATCH = 200;
  private static final int MAX_BATCHES = 50;

  private final OutboxStore store;
  private final Clock clock;

  MessageCleanup(OutboxStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "3m", fixedDelayString = "10m")
  void removeSettled() {
    Instant before = clock.instant().minus(KEEP);
    int ignored =
        Cleaning.inPortions(BATCH, MAX_BATCHES, () -> store.removeSettledBefore(before, BATCH));
  }
}
