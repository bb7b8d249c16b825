package com.zhaoli.pay.sdk;

import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/**
 * A client and a webhook verifier from {@code zhaoli.pay.*}. Wrong settings end the start with a
 * sentence. An application's own beans of these types take precedence, and its Clock is used.
 */
@AutoConfiguration
@ConditionalOnClass(RestClient.class)
@ConditionalOnProperty(name = "zhaoli.pay.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ZhaoliPayProperties.class)
public class ZhaoliPayAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ZhaoliPayClient zhaoliPayClient(ZhaoliPayProperties properties, ObjectProvider<Clock> clock) {
    return ZhaoliPayClient.create(properties, clock.getIfUnique(Clock::systemUTC));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("zhaoli.pay.webhook-secret")
  WebhookVerifier zhaoliPayWebhookVerifier(
      ZhaoliPayProperties properties, ObjectProvider<Clock> clock) {
    List<String> secrets =
        Stream.of(properties.webhookSecret(), properties.previousWebhookSecret())
            .filter(secret -> secret != null && !secret.isBlank())
            .map(String::valueOf)
            .toList();
    if (secrets.isEmpty()) {
      throw new ZhaoliPayConfigurationException("zhaoli.pay.webhook-secret is empty.");
    }
    try {
      return new WebhookVerifier(secrets, clock.getIfUnique(Clock::systemUTC));
    } catch (IllegalArgumentException e) {
      throw new ZhaoliPayConfigurationException(
          "zhaoli.pay.webhook-secret is not valid: " + e.getMessage() + ".");
    }
  }
}
