package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipayLogger;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelSetting;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes each account's client at the first use and keeps it. What could not be made (keys not there
 * yet) is tried again at the next use.
 */
@Component
class AlipayAccounts {
  private static final String CERTPATH_RULES = "jdk.certpath.disabledAlgorithms";

  private final AlipayProperties properties;
  private final ChannelProperties limits;
  private final Map<String, AlipayAccount> ready = new ConcurrentHashMap<>();

  AlipayAccounts(AlipayProperties properties, ChannelProperties limits) {
    this.properties = properties;
    this.limits = limits;
  }

  boolean isConfigured(String channelAccountNo) {
    return properties.accounts().containsKey(channelAccountNo);
  }

  /**
   * The account, ready for use.
   *
   * @throws ChannelNotReadyException when it is not configured or its keys cannot be read
   */
  AlipayAccount get(String channelAccountNo) {
    AlipayAccount account = ready.get(channelAccountNo);
    return account != null ? account : ready.computeIfAbsent(channelAccountNo, this::load);
  }

  private AlipayAccount load(String channelAccountNo) {
    AlipayProperties.Account settings = properties.accounts().get(channelAccountNo);
    if (settings == null) {
      throw new ChannelNotReadyException(
          "Alipay account " + channelAccountNo + " is not configured.");
    }
    String prefix = "alipay." + channelAccountNo + ".";
    String appId = ChannelSetting.read(prefix + "app-id", settings.appId(), settings.appIdFile());
    String publicKey =
        ChannelSetting.read(
            prefix + "alipay-public-key-file", null, settings.alipayPublicKeyFile());
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(settings.gatewayUrl());
    config.setAppId(appId);
    config.setPrivateKey(
        ChannelSetting.read(prefix + "private-key-file", null, settings.privateKeyFile()));
    config.setAlipayPublicKey(publicKey);
    config.setFormat("json");
    config.setCharset("UTF-8");
    config.setSignType("RSA2");
    config.setConnectTimeout((int) limits.connectTimeout().toMillis());
    config.setReadTimeout((int) limits.readTimeout().toMillis());
    // The SDK's default closes every connection after its call.
    config.setMaxIdleConnections(32);
    config.setKeepAliveDuration(30_000);
    return new AlipayAccount(appId, sellerId(prefix, settings), publicKey, client(config));
  }

  private static @Nullable String sellerId(String prefix, AlipayProperties.Account settings) {
    return settings.sellerId() == null && settings.sellerIdFile() == null
        ? null
        : ChannelSetting.read(prefix + "seller-id", settings.sellerId(), settings.sellerIdFile());
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
