package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.wechat.scene.internal.QrSceneStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes scenes that have ended, a bounded number at a time; several instances may do it. */
@Component
class QrSceneCleanup {
  /** Longer than the scan of a code that was still in force is tried to be brought. */
  private static final Duration KEEP = Duration.ofDays(7);

  private static final int BATCH = 500;
  private static final int MAX_BATCHES = 20;

  private final QrSceneStore store;
  private final Clock clock;

  QrSceneCleanup(QrSceneStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.wechat.scene-cleanup-interval:10m}",
      fixedDelayString = "${zhaoli.wechat.scene-cleanup-interval:10m}")
  void removeEnded() {
    Instant before = clock.instant().minus(KEEP);
    int ignored =
        Cleaning.inPortions(BATCH, MAX_BATCHES, () -> store.removeEndedBefore(before, BATCH));
  }
}
