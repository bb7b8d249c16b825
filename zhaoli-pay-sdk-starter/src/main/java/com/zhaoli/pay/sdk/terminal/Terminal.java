package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal as the platform knows it.
 *
 * @param storeId the store that it belongs to
 * @param serialNumber the device's, in upper case
 * @param model what the device said of itself when it was activated
 * @param softwareVersion the same
 * @param stateReason why it was taken out of use
 * @param keyRotationDue whether the next heartbeat has it fetch a new key
 */
public record Terminal(
    String terminalNo,
    String storeId,
    String serialNumber,
    TerminalStatus status,
    @Nullable String model,
    @Nullable String softwareVersion,
    @Nullable Instant activatedAt,
    @Nullable String stateReason,
    boolean keyRotationDue,
    Instant createdAt,
    Instant updatedAt) {

  static Terminal of(JsonObject json) {
    return new Terminal(
        json.text("terminalNo"),
        json.text("storeId"),
        json.text("serialNumber"),
        json.constant("status", TerminalStatus::of),
        json.optionalText("model"),
        json.optionalText("softwareVersion"),
        json.optionalInstant("activatedAt"),
        json.optionalText("stateReason"),
        json.flag("keyRotationDue"),
        json.instant("createdAt"),
        json.instant("updatedAt"));
  }
}
