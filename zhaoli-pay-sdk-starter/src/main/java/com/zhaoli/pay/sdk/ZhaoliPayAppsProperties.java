package com.zhaoli.pay.sdk;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The apps of a process that has several, and where its webhooks come in.
 *
 * @param apps further apps by a name of yours; what one does not set is taken from zhaoli.pay,
 *     except its id, key and secrets
 * @param webhookPath where the controller answers in Spring MVC, such as /zhaoli/webhooks; without
 *     it, or without a bean of ZhaoliPayWebhookHandler, there is none
 */
@ConfigurationProperties("zhaoli.pay")
public record ZhaoliPayAppsProperties(
    @DefaultValue Map<String, App> apps, @Nullable String webhookPath) {

  /**
   * One of several apps. {@link #toString()} shows no secret.
   *
   * @param gatewayUrl address of the platform, without a path
   * @param appId immutable id of the app
   * @param appKey id of the key that signs; public
   * @param appSecret secret of that key
   * @param salt salt of the merchant
   * @param signType HMAC-SHA256, or MD5 where nothing newer is possible
   * @param webhookSecret secret of the app's webhook endpoint
   * @param previousWebhookSecret the former secret, accepted as well during a rotation
   * @param notifyUrl where webhooks go for payments that name no address of their own
   * @param connectTimeout time for a connection
   * @param readTimeout time for an answer
   * @param maxAttempts how often a call without a final answer is sent at most, 1 to 5
   */
  public record App(
      @Nullable String gatewayUrl,
      @Nullable String appId,
      @Nullable String appKey,
      @Nullable String appSecret,
      @Nullable String salt,
      @Nullable String signType,
      @Nullable String webhookSecret,
      @Nullable String previousWebhookSecret,
      @Nullable String notifyUrl,
      @Nullable Duration connectTimeout,
      @Nullable Duration readTimeout,
      @Nullable Integer maxAttempts) {

    /** This app's settings, with those of zhaoli.pay where it has none. */
    ZhaoliPayProperties over(ZhaoliPayProperties defaults) {
      return new ZhaoliPayProperties(
          true,
          or(gatewayUrl, defaults.gatewayUrl()),
          appId,
          appKey,
          appSecret,
          or(salt, defaults.salt()),
          signType == null ? defaults.signType() : signType,
          webhookSecret,
          previousWebhookSecret,
          or(notifyUrl, defaults.notifyUrl()),
          connectTimeout == null ? defaults.connectTimeout() : connectTimeout,
          readTimeout == null ? defaults.readTimeout() : readTimeout,
          maxAttempts == null ? defaults.maxAttempts() : maxAttempts);
    }

    private static @Nullable String or(@Nullable String own, @Nullable String inherited) {
      return own == null || own.isBlank() ? inherited : own;
    }

    @Override
    public String toString() {
      return "App[appId=" + appId + ", appKey=" + appKey + ", secrets=***]";
    }
  }
}
