package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalStatus;
import java.time.Instant;

/** A terminal as operators see it. */
record TerminalVO(
    String terminalNo,
    String merchantNo,
    String storeId,
    String serialNumber,
    TerminalStatus status,
    String registeredBy,
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
        terminal.createdAt(),
        terminal.updatedAt());
  }
}
