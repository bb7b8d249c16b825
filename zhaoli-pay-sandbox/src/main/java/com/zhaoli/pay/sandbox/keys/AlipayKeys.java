package com.zhaoli.pay.sandbox.keys;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * What Alipay knows of the one app that it serves.
 *
 * @param sellerId the seller's Alipay user id, which notifies carry
 * @param appPublicKey verifies the app's requests
 * @param signingKey signs Alipay's answers and notifies
 * @param appCertificateSerial names the app's certificate in certificate mode (app_cert_sn)
 * @param alipayCertificateSerial names Alipay's certificate (alipay_cert_sn)
 * @param rootCertificateSerial names the certificate that issued both (alipay_root_cert_sn)
 */
public record AlipayKeys(
    String appId,
    String sellerId,
    PublicKey appPublicKey,
    PrivateKey signingKey,
    String appCertificateSerial,
    String alipayCertificateSerial,
    String rootCertificateSerial) {
  @Override
  public String toString() {
    return "AlipayKeys[" + appId + "]";
  }
}
