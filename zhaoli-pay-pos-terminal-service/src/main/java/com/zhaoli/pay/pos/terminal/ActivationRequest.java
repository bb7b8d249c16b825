package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.crypto.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a device sends that has no key yet.
 *
 * @param activationId made by the device for this request: with the same one the answer can be had
 *     again
 * @param certifiedTerminalNo whose certificate the device showed; no other terminal is activated
 */
public record ActivationRequest(
    String serialNumber,
    Secret code,
    Secret activationId,
    @Nullable String model,
    @Nullable String softwareVersion,
    @Nullable String certifiedTerminalNo) {
  public ActivationRequest {
    serialNumber = serialNumber.toUpperCase(Locale.ROOT);
  }
}
