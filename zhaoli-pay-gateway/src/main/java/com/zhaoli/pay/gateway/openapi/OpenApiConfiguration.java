package com.zhaoli.pay.gateway.openapi;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  Credentials credentials(MerchantInternalApi merchants) {
    return new Credentials(merchants, Ticker.systemTicker());
  }

  /** While Redis is away a request is refused at once, not queued until its time-out. */
  @Bean
  LettuceClientOptionsBuilderCustomizer refuseWhileDisconnected() {
    return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }
}
