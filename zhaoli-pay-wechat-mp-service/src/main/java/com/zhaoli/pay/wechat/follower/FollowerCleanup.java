package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.wechat.follower.internal.ChangeStore;
import com.zhaoli.pay.wechat.follower.internal.SyncRunStore;
import java.time.Clock;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes changes and syncs whose time is over, a bounded number at a time; several instances may
 * do it. What is under way stays, and so does the audit log.
 */
@Component
class FollowerCleanup {
  private static final Logger log = LoggerFactory.getLogger(FollowerCleanup.class);

  /** A change has up to a thousand followers. */
  private static final int BATCH = 50;

  /** What one run may take away of each; the next goes on. */
  private static final int BATCHES = 20;

  private final ChangeStore changes;
  private final SyncRunStore syncs;
  private final FollowerProperties properties;
  private final Clock clock;

  FollowerCleanup(
      ChangeStore changes, SyncRunStore syncs, FollowerProperties properties, Clock clock) {
    this.changes = changes;
    this.syncs = syncs;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.wechat.follower-cleanup-interval:10m}",
      fixedDelayString = "${zhaoli.wechat.follower-cleanup-interval:10m}")
  void removeEnded() {
    Instant before = clock.instant().minus(properties.keepChanges());
    remove("changes of followers", () -> changes.removeEndedBefore(before, BATCH));
    remove("syncs", () -> syncs.removeEndedBefore(before, BATCH));
  }

  private static void remove(String what, IntSupplier some) {
    int gone = Cleaning.inPortions(BATCH, BATCHES, some);
    if (gone > 0) {
      log.info("{} old {} are gone", gone, what);
    }
  }
}
