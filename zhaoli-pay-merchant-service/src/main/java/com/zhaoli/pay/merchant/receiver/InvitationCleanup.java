package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.merchant.receiver.internal.InvitationStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes invitations that are long over, a bounded number at a time. */
@Component
class InvitationCleanup {
  /** Longer than a scan may be reported late; the audit log keeps who invited. */
  private static final Duration KEEP = Duration.ofDays(30);

  private static final int BATCH = 200;
  private static final int MAX_BATCHES = 50;

  private final InvitationStore invitations;
  private final Clock clock;

  InvitationCleanup(InvitationStore invitations, Clock clock) {
    this.invitations = invitations;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "3m", fixedDelayString = "10m")
  void removeOld() {
    Instant before = clock.instant().minus(KEEP);
    int ignored =
        Cleaning.inPortions(
            BATCH, MAX_BATCHES, () -> invitations.removeExpiredBefore(before, BATCH));
  }
}
