package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.security.Security;
import org.springframework.stereotype.Component;

/** Makes SDK clients from settings. */
@Component
class AlipayClients {
  static final String APP_ID = "app-id";
  static final String SELLER_ID = "seller-id";
  static final String PRIVATE_KEY = "private-key";
  static final String ALIPAY_PUBLIC_KEY = "alipay-public-key";
  static final String GATEWAY_URL = "gateway-url";

  private static final String CERTPATH_RULES = "jdk.certpath.disabledAlgorithms";

  private final ChannelProperties limits;

  AlipayClients(ChannelProperties limits) {
    this.limits = limits;
  }

  /**
   * A client for these settings. Calls nobody.
   *
   * @throws ChannelNotReadyException when a setting is missing or cannot be used
   */
  AlipayAccount make(ChannelAccount settings) {
    String appId = settings.required(APP_ID);
    String publicKey = settings.required(ALIPAY_PUBLIC_KEY);
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(settings.required(GATEWAY_URL));
    config.setAppId(appId);
    config.setPrivateKey(settings.required(PRIVATE_KEY));
    config.setAlipayPublicKey(publicKey);
    config.setFormat("json");
    config.setCharset("UTF-8");
    config.setSignType("RSA2");
    config.setConnectTimeout((int) limits.connectTimeout().toMillis());
    config.setReadTimeout((int) limits.readTimeout().toMillis());
    // The SDK's default closes every connection after its call.
    config.setMaxIdleConnections(32);
    config.setKeepAliveDuration(30_000);
    return new AlipayAccount(
        settings.version(),
        appId,
        settings.optional(SELLER_ID).orElse(null),
        publicKey,
        client(config));
  }

  private static AlipayClient client(AlipayConfig config) {
    // The SDK logs whole requests and answers when something fails; we log what we decide
    // ourselves.
    AlipayLogger.setNeedEnableLogger(false);
    // Loading the client's class switches off the JVM's rules on weak certificates. They stay on.
    String rules = Security.getProperty(CERTPATH_RULES);
    try {
      return new DefaultAlipayClient(config);
    } catch (AlipayApiException e) {
      throw new ChannelNotReadyException("The Alipay client cannot be made: " + e.getErrCode());
    } finally {
      if (rules != null) {
        Security.setProperty(CERTPATH_RULES, rules);
      }
    }
  }
}
