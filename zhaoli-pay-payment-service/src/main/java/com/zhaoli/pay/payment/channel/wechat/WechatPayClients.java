package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.net.URI;
import okhttp3.OkHttpClient;
import org.springframework.stereotype.Component;

/** Makes SDK clients from settings. */
@Component
class WechatPayClients {
  static final String MCH_ID = "mch-id";
  static final String APP_ID = "app-id";
  static final String MERCHANT_SERIAL = "merchant-serial";
  static final String PRIVATE_KEY = "private-key";
  static final String API_V3_KEY = "api-v3-key";
  static final String PUBLIC_KEY_ID = "public-key-id";
  static final String PUBLIC_KEY = "public-key";
  static final String BASE_URL = "base-url";

  private final ChannelProperties limits;

  WechatPayClients(ChannelProperties limits) {
    this.limits = limits;
  }

  /**
   * Clients for these settings. Calls nobody.
   *
   * @throws ChannelNotReadyException when a setting is missing or cannot be used
   */
  WechatPayAccount make(ChannelAccount settings) {
    String mchId = settings.required(MCH_ID);
    RSAPublicKeyConfig config = config(mchId, settings);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.connectTimeout().plus(limits.readTimeout()))
            .retryOnConnectionFailure(false)
            .addInterceptor(new HostRedirect(URI.create(settings.required(BASE_URL))))
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
    return new WechatPayAccount(
        settings.version(),
        mchId,
        settings.required(APP_ID),
        nativePay,
        new NotificationParser(config));
  }

  private static RSAPublicKeyConfig config(String mchId, ChannelAccount settings) {
    try {
      return new RSAPublicKeyConfig.Builder()
          .merchantId(mchId)
          .merchantSerialNumber(settings.required(MERCHANT_SERIAL))
          .privateKey(settings.required(PRIVATE_KEY))
          .apiV3Key(settings.required(API_V3_KEY))
          .publicKeyId(settings.required(PUBLIC_KEY_ID))
          .publicKey(settings.required(PUBLIC_KEY))
          .build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The SDK's message may quote the key.
      throw new ChannelNotReadyException("A key of " + settings + " cannot be read as a key.");
    }
  }
}
