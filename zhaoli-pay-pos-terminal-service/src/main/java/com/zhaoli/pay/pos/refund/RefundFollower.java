package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.pos.refund.internal.PosRefundStore;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Owns every refund that is not final, whether or not its terminal asks. */
@Component
class RefundFollower {
  private static final Logger log = LoggerFactory.getLogger(RefundFollower.class);
  private static final int CHUNK = 16;
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
    for (PosRefundBO refund : store.leaseDue(CHUNK, clock.instant(), LEASE)) {
      try {
        PosRefundBO ignored = sending.step(refund);
      } catch (RuntimeException e) {
        // It is due again when the lease is over.
        log.warn("refund {} could not be followed", refund.outRefundNo(), e);
      }
    }
  }
}
