package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.wechat.event.internal.EventStore;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes events whose time is over, a bounded number at a time; several instances may do it. */
@Component
class EventCleanup {
  private static final Logger log = LoggerFactory.getLogger(EventCleanup.class);
  private static final int BATCH = 500;

  /** What one run may take away; the next goes on. */
  private static final int BATCHES = 40;

  private final EventStore store;
  private final EventProperties properties;
  private final Clock clock;

  EventCleanup(EventStore store, EventProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.wechat.event-cleanup-interval:10m}",
      fixedDelayString = "${zhaoli.wechat.event-cleanup-interval:10m}")
  void deleteOld() {
    Instant before = clock.instant().minus(properties.keep());
    int deleted = Cleaning.inPortions(BATCH, BATCHES, () -> store.deleteBefore(before, BATCH));
    if (deleted > 0) {
      log.info("{} old events are deleted", deleted);
    }
  }
}
