package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal said of itself last.
 *
 * @param online until three heartbeats are missing
 * @param lastSeenAt null before the first
 * @param batteryPercent null where it did not say
 * @param signalPercent the same
 * @param paper OK, LOW, OUT, or a word that is newer than this starter
 */
public record TerminalHealth(
    String terminalNo,
    boolean online,
    @Nullable Instant lastSeenAt,
    @Nullable String softwareVersion,
    @Nullable Integer batteryPercent,
    @Nullable Integer signalPercent,
    @Nullable String paper) {

  static TerminalHealth of(JsonObject json) {
    return new TerminalHealth(
        json.text("terminalNo"),
        json.flag("online"),
        json.optionalInstant("lastSeenAt"),
        json.optionalText("softwareVersion"),
        json.optionalInteger("battery"),
        json.optionalInteger("signal"),
        json.optionalText("paper"));
  }
}
