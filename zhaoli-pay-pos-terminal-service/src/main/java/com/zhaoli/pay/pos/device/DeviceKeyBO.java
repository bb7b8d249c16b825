package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.common.crypto.Secret;

/**
 * A device's key as it stood when it was read.
 *
 * @param merchantNo whose terminal it is
 * @param storeId in which of the merchant's stores
 */
public record DeviceKeyBO(
    String terminalNo,
    String keyId,
    String merchantNo,
    String storeId,
    Secret secret,
    DeviceKeyStatus status,
    CounterWindow window) {

  /** Whose request it is that this key signed. */
  DeviceIdentity identity() {
    return new DeviceIdentity(terminalNo, merchantNo, storeId, keyId);
  }
}
