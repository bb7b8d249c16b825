package com.zhaoli.pay.pos.configuration;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.pos.configuration.internal.ConfigurationStore;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalMoved;
import com.zhaoli.pay.pos.terminal.Terminals;
import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditLog;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What merchants and operators set for terminals. A terminal is told with each heartbeat until it
 * says that it works by the version that is wanted; what the platform can see to itself counts at
 * once.
 */
@Service
public class Configurations {
  private final ConfigurationStore store;
  private final Terminals terminals;
  private final AuditLog auditLog;
  private final Clock clock;

  Configurations(ConfigurationStore store, Terminals terminals, AuditLog auditLog, Clock clock) {
    this.store = store;
    this.terminals = terminals;
    this.auditLog = auditLog;
    this.clock = clock;
  }

  /** What is wanted of the terminal. */
  public ConfigurationBO of(String terminalNo) {
    return store.find(terminalNo).orElseGet(() -> ConfigurationBO.none(terminalNo));
  }

  /**
   * Takes the place of all settings before. Of two who set at a time the later one wins.
   *
   * @param actor the merchant or an operator
   * @throws ApiException TERMINAL_NOT_FOUND when it was moved meanwhile
   */
  @Transactional
  public ConfigurationBO set(TerminalBO terminal, TerminalSettings settings, String actor) {
    TerminalBO held = terminals.hold(terminal);
    store.put(held.terminalNo(), settings, actor, clock.instant());
    ConfigurationBO set = of(held.terminalNo());
    auditLog.append(
        actor,
        AuditAction.CONFIGURATION_CHANGED,
        terminal.terminalNo(),
        "version " + set.version());
    return set;
  }

  /**
   * What is wanted of the terminal, after what it told.
   *
   * @param told the version that it works by; null when it did not say
   */
  public ConfigurationBO confirmed(String terminalNo, @Nullable Long told) {
    if (told != null) {
      store.confirm(terminalNo, told, clock.instant());
    }
    return of(terminalNo);
  }

  /** What was set for one place is not for the next: the terminal begins there as a new one. */
  @EventListener
  public void reset(TerminalMoved moved) {
    store.reset(moved.terminalNo(), TerminalSettings.DEFAULT, moved.operatorNo(), clock.instant());
  }
}
