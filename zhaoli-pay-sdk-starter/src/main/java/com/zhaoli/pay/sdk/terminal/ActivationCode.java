package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;

/**
 * A code that somebody types into the device, which gives it its key. Shown this once.
 *
 * @param code 10 digits, good for one activation and five tries
 */
public record ActivationCode(String terminalNo, String code, Instant expiresAt) {

  static ActivationCode of(JsonObject json) {
    return new ActivationCode(
        json.text("terminalNo"), json.text("activationCode"), json.instant("expiresAt"));
  }

  /** Does not print the code. */
  @Override
  public String toString() {
    return "ActivationCode[terminalNo=" + terminalNo + ", expiresAt=" + expiresAt + "]";
  }
}
