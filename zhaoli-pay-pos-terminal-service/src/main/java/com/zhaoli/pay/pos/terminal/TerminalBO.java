package com.zhaoli.pay.pos.terminal;

import java.time.Instant;

/** A terminal, which belongs to one merchant and one of its stores. */
public record TerminalBO(
    String terminalNo,
    String merchantNo,
    String storeId,
    String serialNumber,
    TerminalStatus status,
    String registeredBy,
    Instant createdAt,
    Instant updatedAt) {}
