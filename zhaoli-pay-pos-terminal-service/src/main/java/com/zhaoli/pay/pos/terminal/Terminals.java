package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.terminal.internal.TerminalStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The register of terminals. */
@Service
public class Terminals {
  private static final Logger log = LoggerFactory.getLogger(Terminals.class);

  private final TerminalStore store;
  private final Clock clock;

  Terminals(TerminalStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Registers a terminal. The database decides between two who register the same device.
   *
   * @throws ApiException TERMINAL_SERIAL_TAKEN when the device is registered, to whomever
   */
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
            now,
            now);
    if (!store.insert(terminal)) {
      throw new ApiException(ErrorCode.TERMINAL_SERIAL_TAKEN);
    }
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
}
