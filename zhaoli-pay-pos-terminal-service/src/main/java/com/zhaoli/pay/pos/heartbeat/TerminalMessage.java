package com.zhaoli.pay.pos.heartbeat;

import java.time.Instant;

/** A message that a terminal shows to its cashier. */
public record TerminalMessage(
    String messageNo, String terminalNo, String title, String text, Instant createdAt) {}
