package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.device.DeviceKeys;
import com.zhaoli.pay.pos.terminal.internal.ActivationStore;
import com.zhaoli.pay.pos.terminal.internal.TerminalStore;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do with terminals after the registration. Each change is a compare-and-set on the
 * terminal's status, together with its keys and its entry in the audit log in one transaction: from
 * the commit on no instance lets in what a lost, revoked or moved terminal signs.
 */
@Service
public class TerminalLife {
  /** Acts without anybody's having asked. */
  private static final String PLATFORM = "platform";

  private final TerminalStore store;
  private final ActivationStore activations;
  private final DeviceKeys keys;
  private final AuditLog auditLog;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  TerminalLife(
      TerminalStore store,
      ActivationStore activations,
      DeviceKeys keys,
      AuditLog auditLog,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.activations = activations;
    this.keys = keys;
    this.auditLog = auditLog;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Takes a terminal out of use; doing it again changes nothing.
   *
   * @param to LOST or REVOKED
   * @throws ApiException TERMINAL_STATE_INVALID when it is out of use in the other way
   */
  public TerminalBO end(TerminalBO terminal, TerminalStatus to, String reason, String actor) {
    if (to.isInUse()) {
      throw new IllegalArgumentException("not an end: " + to);
    }
    if (terminal.status() == to) {
      return terminal;
    }
    if (!terminal.status().isInUse()) {
      throw invalid(terminal);
    }
    AuditAction action =
        to == TerminalStatus.LOST ? AuditAction.TERMINAL_LOST : AuditAction.TERMINAL_REVOKED;
    return change(terminal, to, terminal.merchantNo(), terminal.storeId(), reason, actor, action);
  }

  /**
   * A terminal that was lost or revoked may be activated again.
   *
   * @throws ApiException TERMINAL_STATE_INVALID when it is in use
   */
  public TerminalBO reinstate(TerminalBO terminal, String operatorNo) {
    if (terminal.status().isInUse()) {
      throw invalid(terminal);
    }
    return change(
        terminal,
        TerminalStatus.REGISTERED,
        terminal.merchantNo(),
        terminal.storeId(),
        null,
        operatorNo,
        AuditAction.TERMINAL_REINSTATED);
  }

  /**
   * Gives a terminal to another store, of the same merchant or another one. The device must be
   * activated again. Its trades stay with the store that made them; a shift that is open there
   * ends, and what was set for the terminal there counts no more.
   *
   * @throws ApiException TERMINAL_STATE_INVALID when it is lost or revoked
   */
  public TerminalBO move(
      TerminalBO terminal, String merchantNo, String storeId, String operatorNo) {
    if (!terminal.status().isInUse()) {
      throw invalid(terminal);
    }
    return change(
        terminal,
        TerminalStatus.REGISTERED,
        merchantNo,
        storeId,
        null,
        operatorNo,
        AuditAction.TERMINAL_MOVED);
  }

  /**
   * Has the device fetch a new key, which its next heartbeat tells it.
   *
   * @throws ApiException TERMINAL_STATE_INVALID when the device has no key
   */
  public TerminalBO requestRotation(TerminalBO terminal, String actor) {
    if (!rotate(terminal, actor, null)) {
      throw invalid(terminal);
    }
    return store.find(terminal.terminalNo()).orElseThrow();
  }

  /**
   * The same by the platform itself, since the key is old.
   *
   * @return false when the device has no key any more
   */
  public boolean requestRotationOfOldKey(TerminalBO terminal) {
    return rotate(terminal, PLATFORM, "the key is old");
  }

  private boolean rotate(TerminalBO terminal, String actor, @Nullable String why) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              if (!store.requestRotation(terminal, clock.instant())) {
                return false;
              }
              auditLog.append(
                  actor, AuditAction.KEY_ROTATION_REQUESTED, terminal.terminalNo(), why);
              return true;
            }));
  }

  private TerminalBO change(
      TerminalBO terminal,
      TerminalStatus to,
      String merchantNo,
      String storeId,
      @Nullable String reason,
      String actor,
      AuditAction action) {
    transaction.executeWithoutResult(
        status -> {
          if (!store.change(terminal, to, merchantNo, storeId, reason, clock.instant())) {
            throw invalid(store.find(terminal.terminalNo()).orElse(terminal));
          }
          // A code that was made for what it was before is for nothing now.
          activations.end(terminal.terminalNo());
          keys.revokeAll(terminal.terminalNo());
          auditLog.append(
              actor, action, terminal.terminalNo(), detail(terminal, merchantNo, storeId, reason));
          if (action == AuditAction.TERMINAL_MOVED) {
            events.publishEvent(
                new TerminalMoved(terminal.terminalNo(), merchantNo, storeId, actor));
          }
        });
    return store.find(terminal.terminalNo()).orElseThrow();
  }

  private static @Nullable String detail(
      TerminalBO terminal, String merchantNo, String storeId, @Nullable String reason) {
    boolean stays = terminal.merchantNo().equals(merchantNo) && terminal.storeId().equals(storeId);
    return stays
        ? reason
        : "from "
            + terminal.merchantNo()
            + "/"
            + terminal.storeId()
            + " to "
            + merchantNo
            + "/"
            + storeId;
  }

  private static ApiException invalid(TerminalBO terminal) {
    return new ApiException(
        ErrorCode.TERMINAL_STATE_INVALID, Map.of("status", terminal.status().name()));
  }
}
