package com.zhaoli.pay.pos.shift;

import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.internal.ShiftStore;
import com.zhaoli.pay.pos.terminal.TerminalMoved;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends shifts that were open at a terminal when it was moved: nobody can sign off there any more.
 * The sign-off takes their totals when all their trades are final.
 */
@Component
class LeftShifts {
  private static final String PLATFORM = "platform";

  private final ShiftStore store;
  private final AuditLog auditLog;
  private final Clock clock;

  LeftShifts(ShiftStore store, AuditLog auditLog, Clock clock) {
    this.store = store;
    this.auditLog = auditLog;
    this.clock = clock;
  }

  /** Within the move's transaction. */
  @EventListener
  public void end(TerminalMoved moved) {
    boolean unused =
        end(moved.terminalNo(), moved.merchantNo(), moved.storeId(), moved.operatorNo());
  }

  /**
   * The same for a shift that began while its terminal was being moved.
   *
   * @return whether there was one
   */
  @Transactional
  public boolean end(DeviceIdentity device) {
    return end(device.terminalNo(), device.merchantNo(), device.storeId(), PLATFORM);
  }

  private boolean end(String terminalNo, String merchantNo, String storeId, String actor) {
    ShiftBO open =
        store
            .lockOpenAnywhere(terminalNo)
            .filter(
                shift -> !shift.merchantNo().equals(merchantNo) || !shift.storeId().equals(storeId))
            .orElse(null);
    if (open == null) {
      return false;
    }
    store.leave(open, actor, clock.instant());
    auditLog.append(actor, AuditAction.SHIFT_ENDED, terminalNo, open.shiftNo());
    return true;
  }
}
