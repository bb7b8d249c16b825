package com.zhaoli.pay.sdk;

import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import io.micrometer.observation.ObservationRegistry;
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
import org.springframework.context.annotation.Conditional;
import org.springframework.web.client.RestClient;

/**
 * Clients and a webhook verifier from {@code zhaoli.pay.*}. Wrong settings end the start with a
 * sentence. An application's own beans of these types take precedence; its Clock and its
 * ObservationRegistry are used.
 */
@AutoConfiguration
@ConditionalOnClass(RestClient.class)
@ConditionalOnProperty(name = "zhaoli.pay.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ZhaoliPayProperties.class, ZhaoliPayAppsProperties.class})
public class ZhaoliPayAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @Conditional(OnOwnApp.class)
  ZhaoliPayClient zhaoliPayClient(
      ZhaoliPayProperties properties,
      ObjectProvider<Clock> clock,
      ObjectProvider<ObservationRegistry> observations) {
    return ZhaoliPayClient.create(
        properties,
        clock.getIfUnique(Clock::systemUTC),
        observations.getIfUnique(() -> ObservationRegistry.NOOP));
  }

  @Bean
  @ConditionalOnMissingBean
  ZhaoliPayClients zhaoliPayClients(
      ZhaoliPayAppsProperties apps,
      ZhaoliPayProperties defaults,
      ObjectProvider<Clock> clock,
      ObjectProvider<ObservationRegistry> observations) {
    return ZhaoliPayClients.create(
        apps,
        defaults,
        clock.getIfUnique(Clock::systemUTC),
        observations.getIfUnique(() -> ObservationRegistry.NOOP));
  }

  @Bean
  @ConditionalOnMissingBean
  @Conditional(OnWebhookSecret.class)
  WebhookVerifier zhaoliPayWebhookVerifier(
      ZhaoliPayProperties properties, ZhaoliPayAppsProperties apps, ObjectProvider<Clock> clock) {
    List<String> secrets =
        Stream.concat(
                Stream.of(properties.webhookSecret(), properties.previousWebhookSecret()),
                apps.apps().values().stream()
                    .flatMap(app -> Stream.of(app.webhookSecret(), app.previousWebhookSecret())))
            .filter(secret -> secret != null && !secret.isBlank())
            .map(String::valueOf)
            .distinct()
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
