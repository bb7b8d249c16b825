package com.zhaoli.pay.pos.configuration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's settings as they are wanted, and which of them it works by.
 *
 * @param version counts the changes, 0 before the first
 * @param changedBy an operator or the merchant; null before the first change
 * @param confirmedVersion as the terminal told it; null before it did
 */
public record ConfigurationBO(
    String terminalNo,
    long version,
    TerminalSettings settings,
    @Nullable String changedBy,
    @Nullable Instant changedAt,
    @Nullable Long confirmedVersion,
    @Nullable Instant confirmedAt) {

  /** For a terminal for which nobody has set anything. */
  static ConfigurationBO none(String terminalNo) {
    return new ConfigurationBO(terminalNo, 0, TerminalSettings.DEFAULT, null, null, null, null);
  }
}
