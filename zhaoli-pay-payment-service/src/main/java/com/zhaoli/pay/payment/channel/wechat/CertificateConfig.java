package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.AbstractRSAConfig;
import com.wechat.pay.java.core.certificate.CertificateProvider;
import java.security.PrivateKey;

/** The SDK's configuration for certificates that we keep ourselves. */
final class CertificateConfig extends AbstractRSAConfig {
  CertificateConfig(
      String mchId,
      PrivateKey privateKey,
      String merchantSerial,
      CertificateProvider certificates) {
    super(mchId, privateKey, merchantSerial, certificates);
  }
}
