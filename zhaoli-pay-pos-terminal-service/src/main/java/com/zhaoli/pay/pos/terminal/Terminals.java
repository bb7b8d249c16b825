package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.terminal.internal.TerminalStore;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The register of terminals. */
@Service
public class Terminals {
  private static final Logger log = LoggerFactory.getLogger(Terminals.class);

  private final TerminalStore store;
  private final AuditLog auditLog;
  private final Clock clock;

  Terminals(TerminalStore store, AuditLog auditLog, Clock clock) {
    this.store = store;
    this.auditLog = auditLog;
    this.clock = clock;
  }

  /**
   * Registers a terminal. The database decides between two who register the same device.
   *
   * @throws ApiException TERMINAL_SERIAL_TAKEN when the device is registered, to whomever
   */
  @Transactional
  public TerminalBO register(TerminalRegistration registration) {
    Instant now = clock.instant();
    TerminalBO terminal =
        new TerminalBO(
            Ids.withPrefix("trm_"),
            registration.merchantNo(),
            registration.storeId(),
            registration.serialNumber(),
            TerminalStatus.REGISTERED,
            registration.operatorNo(),
            null,
            null,
            null,
            null,
            false,
            now,
            now);
    if (!store.insert(terminal)) {
      throw new ApiException(ErrorCode.TERMINAL_SERIAL_TAKEN);
    }
    auditLog.append(
        registration.operatorNo(),
        AuditAction.TERMINAL_REGISTERED,
        terminal.terminalNo(),
        terminal.merchantNo() + "/" + terminal.storeId());
    log.info(
        "Terminal {} of {} registered by {}",
        terminal.terminalNo(),
        terminal.merchantNo(),
        terminal.registeredBy());
    return terminal;
  }

  /** The merchant's terminals behind {@code after}, in the order of their registration. */
  public List<TerminalBO> list(String merchantNo, @Nullable String after, int limit) {
    return store.list(merchantNo, after, limit);
  }

  /**
   * Any merchant's terminal: for operators, and for the terminal itself.
   *
   * @throws ApiException TERMINAL_NOT_FOUND
   */
  public TerminalBO getOfAnybody(String terminalNo) {
    return store
        .find(terminalNo)
        .filter(found -> found.terminalNo().equals(terminalNo))
        .orElseThrow(() -> new ApiException(ErrorCode.TERMINAL_NOT_FOUND));
  }

  /**
   * A terminal that was read before, which is not moved until the caller's transaction ends.
   *
   * @throws ApiException TERMINAL_NOT_FOUND when it was moved meanwhile
   */
  public TerminalBO hold(TerminalBO read) {
    return store.lock(read).orElseThrow(() -> new ApiException(ErrorCode.TERMINAL_NOT_FOUND));
  }

  /**
   * The merchant's terminal.
   *
   * @throws ApiException TERMINAL_NOT_FOUND, also when it is another merchant's
   */
  public TerminalBO get(String merchantNo, String terminalNo) {
    TerminalBO terminal = getOfAnybody(terminalNo);
    if (!terminal.merchantNo().equals(merchantNo)) {
      throw new ApiException(ErrorCode.TERMINAL_NOT_FOUND);
    }
    return terminal;
  }
}
