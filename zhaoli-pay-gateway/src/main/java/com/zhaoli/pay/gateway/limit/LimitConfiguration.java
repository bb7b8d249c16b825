package com.zhaoli.pay.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

  @Bean
  RequestLimits requestLimits(LiveLimits limits) {
    return new RequestLimits(limits, Ticker.systemTicker());
  }
}
