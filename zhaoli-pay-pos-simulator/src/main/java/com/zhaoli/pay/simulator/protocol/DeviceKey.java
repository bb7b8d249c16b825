package com.zhaoli.pay.simulator.protocol;

/**
 * A key of the terminal. {@link #toString()} does not show its secret.
 *
 * @param keyId {@code dk_1}, {@code dk_2}, ...
 * @param deviceSecret as the platform gave it; it is not decoded
 */
public record DeviceKey(String keyId, String deviceSecret) {
  @Override
  public String toString() {
    return "DeviceKey[" + keyId + ", ***]";
  }
}
