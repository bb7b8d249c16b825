package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A terminal as operators and its merchant see it. */
record TerminalVO(
    String terminalNo,
    String merchantNo,
    String storeId,
    String serialNumber,
    TerminalStatus status,
    String registeredBy,
    @Nullable String model,
    @Nullable String softwareVersion,
    @Nullable Instant activatedAt,
    @Nullable String stateReason,
    boolean keyRotationDue,
    Instant createdAt,
    Instant updatedAt) {
  static TerminalVO of(TerminalBO terminal) {
    return new TerminalVO(
        terminal.terminalNo(),
        terminal.merchantNo(),
        terminal.storeId(),
        terminal.serialNumber(),
        terminal.status(),
        terminal.registeredBy(),
        terminal.model(),
        terminal.softwareVersion(),
        terminal.activatedAt(),
        terminal.stateReason(),
        terminal.keyRotationDue(),
        terminal.createdAt(),
        terminal.updatedAt());
  }
}
