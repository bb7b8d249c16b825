package com.zhaoli.pay.sandbox.keys;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * What Alipay knows of the one app that it serves.
 *
 * @param sellerId the seller's Alipay user id, which notifies carry
 * @param appPublicKey verifies the app's requests
 * @param signingKey signs Alipay's answers and notifies
 */
public record AlipayKeys(
    String appId, String sellerId, PublicKey appPublicKey, PrivateKey signingKey) {
  @Override
  public String toString() {
    return "AlipayKeys[" + appId + "]";
  }
}
