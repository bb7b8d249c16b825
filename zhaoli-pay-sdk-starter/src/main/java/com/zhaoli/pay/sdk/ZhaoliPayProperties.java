package com.zhaoli.pay.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a merchant configures. {@link #toString()} shows no secret.
 *
 * @param enabled false leaves the client and the verifier out
 * @param gatewayUrl address of the platform, such as https://pay.example.com, without a path
 * @param appId immutable id of the app, such as app_7K3M9Q2T5W8X
 * @param appKey id of the key that signs, such as key_2; public
 * @param appSecret secret of that key
 * @param salt salt of the merchant
 * @param signType HMAC-SHA256, or MD5 where nothing newer is possible
 * @param webhookSecret secret of the webhook endpoint, whsec_ and 44 characters; without it there
 *     is no WebhookVerifier
 * @param previousWebhookSecret the former secret, accepted as well during a rotation
 * @param notifyUrl where webhooks go for payments that name no address of their own
 * @param connectTimeout time for a connection
 * @param readTimeout time for an answer
 * @param maxAttempts how often a call without a final answer is sent at most, 1 to 5
 */
@ConfigurationProperties("zhaoli.pay")
public record ZhaoliPayProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String gatewayUrl,
    @Nullable String appId,
    @Nullable String appKey,
    @Nullable String appSecret,
    @Nullable String salt,
    @DefaultValue("HMAC-SHA256") String signType,
    @Nullable String webhookSecret,
    @Nullable String previousWebhookSecret,
    @Nullable String notifyUrl,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("30s") Duration readTimeout,
    @DefaultValue("3") int maxAttempts) {

  @Override
  public String toString() {
    return "ZhaoliPayProperties[gatewayUrl="
        + gatewayUrl
        + ", appId="
        + appId
        + ", appKey="
        + appKey
        + ", appSecret=***, salt=***, signType="
        + signType
        + ", webhookSecret=***, notifyUrl="
        + notifyUrl
        + ", connectTimeout="
        + connectTimeout
        + ", readTimeout="
        + readTimeout
        + ", maxAttempts="
        + maxAttempts
        + "]";
  }
}
