package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a terminal, and what it works by.
 *
 * @param version of what is wanted; grows with each change, 0 before the first
 * @param changedBy this merchant or an operator of the platform; null before the first change
 * @param confirmedVersion by which the terminal says that it works; null before it did
 */
public record TerminalConfiguration(
    String terminalNo,
    long version,
    TerminalSettings settings,
    @Nullable String changedBy,
    @Nullable Instant changedAt,
    @Nullable Long confirmedVersion,
    @Nullable Instant confirmedAt) {

  /**
   * Whether the terminal works by what is wanted. It has a change with its next heartbeat, and
   * confirms it with the one after that.
   */
  public boolean isConfirmed() {
    return confirmedVersion != null && confirmedVersion == version;
  }

  static TerminalConfiguration of(JsonObject json) {
    return new TerminalConfiguration(
        json.text("terminalNo"),
        json.number("version"),
        TerminalSettings.of(json.object("settings")),
        json.optionalText("changedBy"),
        json.optionalInstant("changedAt"),
        json.optionalNumber("confirmedVersion"),
        json.optionalInstant("confirmedAt"));
  }
}
