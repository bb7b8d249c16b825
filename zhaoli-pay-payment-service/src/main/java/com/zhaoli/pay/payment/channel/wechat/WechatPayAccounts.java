package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelSetting;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import org.springframework.stereotype.Component;

/**
 * Makes each account's clients at the first use and keeps them. What could not be made (keys not
 * there yet) is tried again at the next use.
 */
@Component
class WechatPayAccounts {
  private final WechatPayProperties properties;
  private final ChannelProperties limits;
  private final Map<String, WechatPayAccount> ready = new ConcurrentHashMap<>();

  WechatPayAccounts(WechatPayProperties properties, ChannelProperties limits) {
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
  WechatPayAccount get(String channelAccountNo) {
    WechatPayAccount account = ready.get(channelAccountNo);
    return account != null ? account : ready.computeIfAbsent(channelAccountNo, this::load);
  }

  private WechatPayAccount load(String channelAccountNo) {
    WechatPayProperties.Account settings = properties.accounts().get(channelAccountNo);
    if (settings == null) {
      throw new ChannelNotReadyException(
          "WeChat Pay account " + channelAccountNo + " is not configured.");
    }
    String prefix = "wechat." + channelAccountNo + ".";
    String mchId = ChannelSetting.read(prefix + "mch-id", settings.mchId(), settings.mchIdFile());
    String appId = ChannelSetting.read(prefix + "app-id", settings.appId(), settings.appIdFile());
    RSAPublicKeyConfig config = config(prefix, mchId, settings);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.connectTimeout().plus(limits.readTimeout()))
            .retryOnConnectionFailure(false)
            .addInterceptor(new HostRedirect(settings.baseUrl()))
            .build();
    NativePayService nativePay =
        new NativePayService.Builder()
            .httpClient(
                new DefaultHttpClientBuilder()
                    .config(config)
                    .okHttpClient(http)
                    .disableRetryOnConnectionFailure()
                    .build())
            .build();
    return new WechatPayAccount(mchId, appId, nativePay, new NotificationParser(config));
  }

  private static RSAPublicKeyConfig config(
      String prefix, String mchId, WechatPayProperties.Account settings) {
    try {
      return new RSAPublicKeyConfig.Builder()
          .merchantId(mchId)
          .merchantSerialNumber(
              ChannelSetting.read(
                  prefix + "merchant-serial",
                  settings.merchantSerial(),
                  settings.merchantSerialFile()))
          .privateKey(
              ChannelSetting.read(prefix + "private-key-file", null, settings.privateKeyFile()))
          .apiV3Key(ChannelSetting.read(prefix + "api-v3-key-file", null, settings.apiV3KeyFile()))
          .publicKeyId(
              ChannelSetting.read(
                  prefix + "public-key-id", settings.publicKeyId(), settings.publicKeyIdFile()))
          .publicKey(
              ChannelSetting.read(prefix + "public-key-file", null, settings.publicKeyFile()))
          .build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The SDK's message may quote the key.
      throw new ChannelNotReadyException("A key of " + prefix + "* cannot be read as a key.");
    }
  }
}
