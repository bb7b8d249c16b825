package com.zhaoli.pay.pos.signoff;

import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.Shifts;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Owns every shift that its terminal has left, until its totals are taken. */
@Component
class LeftShiftTotals {
  private static final Logger log = LoggerFactory.getLogger(LeftShiftTotals.class);
  private static final int CHUNK = 16;

  /** Also the pause until a shift is looked at again that has open trades. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Shifts shifts;
  private final SignOffs signOffs;

  LeftShiftTotals(Shifts shifts, SignOffs signOffs) {
    this.shifts = shifts;
    this.signOffs = signOffs;
  }

  @Scheduled(fixedDelayString = "${zhaoli.pos.left-shift-interval:2s}")
  void settle() {
    for (ShiftBO left : shifts.leaseTotalsDue(CHUNK, LEASE)) {
      try {
        boolean unused = signOffs.settleIfFinal(left);
      } catch (RuntimeException e) {
        // It is due again when the lease is over.
        log.warn("shift {} could not be settled", left.shiftNo(), e);
      }
    }
  }
}
