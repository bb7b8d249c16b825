package com.zhaoli.pay.payment.channel.alipay;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alipay's channel accounts by channelAccountNo.
 *
 * @param accounts each is one app at Alipay
 */
@ConfigurationProperties("zhaoli.channels.alipay")
record AlipayProperties(@DefaultValue Map<String, Account> accounts) {

  /**
   * One app in key mode. Each setting is given by value or by file.
   *
   * @param privateKeyFile the app's PKCS#8 key, one line of base64
   * @param alipayPublicKeyFile Alipay's X.509 key for this app, one line of base64; not the app's
   *     own
   * @param sellerId Alipay user id (PID) of the account that receives the money, compared where set
   */
  record Account(
      @Nullable String appId,
      @Nullable Path appIdFile,
      @Nullable Path privateKeyFile,
      @Nullable Path alipayPublicKeyFile,
      @Nullable String sellerId,
      @Nullable Path sellerIdFile,
      String gatewayUrl) {}
}
