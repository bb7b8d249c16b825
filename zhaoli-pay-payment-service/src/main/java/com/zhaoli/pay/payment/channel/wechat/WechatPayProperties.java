package com.zhaoli.pay.payment.channel.wechat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * WeChat Pay's channel accounts by channelAccountNo.
 *
 * @param accounts each is one merchant number at WeChat Pay
 */
@ConfigurationProperties("zhaoli.channels.wechat")
record WechatPayProperties(@DefaultValue Map<String, Account> accounts) {

  /**
   * One merchant number in public-key mode. Settings come by value or by file; keys by file only.
   *
   * @param appId the app (official account) that the merchant number is bound to
   * @param privateKeyFile the merchant's API key, PEM
   * @param publicKeyFile WeChat Pay's public key for this merchant, PEM
   * @param baseUrl where the API is; https://api.mch.weixin.qq.com in earnest
   */
  record Account(
      @Nullable String mchId,
      @Nullable Path mchIdFile,
      @Nullable String appId,
      @Nullable Path appIdFile,
      @Nullable String merchantSerial,
      @Nullable Path merchantSerialFile,
      @Nullable Path privateKeyFile,
      @Nullable Path apiV3KeyFile,
      @Nullable String publicKeyId,
      @Nullable Path publicKeyIdFile,
      @Nullable Path publicKeyFile,
      URI baseUrl) {}
}
