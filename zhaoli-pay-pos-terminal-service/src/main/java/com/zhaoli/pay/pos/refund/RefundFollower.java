package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.pos.refund.internal.PosRefundStore;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Owns every refund that is not final, whether or not its terminal asks. Each is leased when its
 * turn comes, so that what waits behind one that hangs is free for another instance.
 */
@Component
class RefundFollower {
  private static final Logger log = LoggerFactory.getLogger(RefundFollower.class);
  private static final int CHUNK = 16;

  /** Longer than one call of payment-service takes. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final PosRefundStore store;
  private final RefundSending sending;
  private final Clock clock;

  RefundFollower(PosRefundStore store, RefundSending sending, Clock clock) {
    this.store = store;
    this.sending = sending;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.pos.refund-follow-interval:1s}")
  void follow() {
    for (PosRefundStore.Due due : store.due(CHUNK, clock.instant())) {
      step(due);
    }
  }

  private void step(PosRefundStore.Due due) {
    PosRefundBO refund = due.refund();
    try {
      if (store.lease(due, clock.instant().plus(LEASE))) {
        PosRefundBO ignored = sending.step(refund);
      }
    } catch (RuntimeException e) {
      // It is due again when the lease is over.
      log.warn("refund {} could not be followed", refund.outRefundNo(), e);
    }
  }
}
