package com.zhaoli.pay.sandbox.keys;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import javax.crypto.SecretKey;

/**
 * What WeChat Pay knows of the one merchant that it serves.
 *
 * @param merchantSerial serial number of the merchant's API certificate
 * @param merchantPublicKey verifies the merchant's requests
 * @param publicKeyId names WeChat Pay's public key in the mode for new merchants
 * @param signingKey belongs to that public key
 * @param platformCertificate WeChat Pay's certificate in the older mode
 * @param platformKey belongs to that certificate
 * @param apiV3Key encrypts notifies and certificates for the merchant
 */
public record WechatPayKeys(
    String mchId,
    String appId,
    String merchantSerial,
    PublicKey merchantPublicKey,
    String publicKeyId,
    PrivateKey signingKey,
    X509Certificate platformCertificate,
    PrivateKey platformKey,
    SecretKey apiV3Key) {

  /** Serial number of the platform certificate, as headers carry it. */
  public String platformSerial() {
    return Certificates.serialOf(platformCertificate);
  }

  @Override
  public String toString() {
    return "WechatPayKeys[" + mchId + "]";
  }
}
