package com.zhaoli.pay.sdk.webhook;

import com.zhaoli.pay.sdk.ZhaoliPayAutoConfiguration;
import com.zhaoli.pay.sdk.ZhaoliPayConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * For an application with a {@link ZhaoliPayWebhookHandler}: a {@link WebhookDispatcher}, and in
 * Spring MVC a controller at {@code zhaoli.pay.webhook-path} where that is set.
 */
@AutoConfiguration(after = ZhaoliPayAutoConfiguration.class)
@ConditionalOnBean(ZhaoliPayWebhookHandler.class)
@ConditionalOnProperty(name = "zhaoli.pay.enabled", matchIfMissing = true)
class ZhaoliPayWebhookAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  WebhookIds zhaoliPayWebhookIds() {
    return new InMemoryWebhookIds();
  }

  @Bean
  @ConditionalOnMissingBean
  WebhookDispatcher zhaoliPayWebhookDispatcher(
      ObjectProvider<WebhookVerifier> verifier, ZhaoliPayWebhookHandler handler, WebhookIds ids) {
    return new WebhookDispatcher(
        verifier.getIfAvailable(
            () -> {
              throw new ZhaoliPayConfigurationException(
                  "zhaoli.pay.webhook-secret is not set, but there is a handler of webhooks.");
            }),
        handler,
        ids);
  }

  /** Where Spring MVC answers. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
  @ConditionalOnProperty("zhaoli.pay.webhook-path")
  static class Mvc {

    @Bean
    WebhookController zhaoliPayWebhookController(WebhookDispatcher dispatcher) {
      return new WebhookController(dispatcher);
    }
  }
}
