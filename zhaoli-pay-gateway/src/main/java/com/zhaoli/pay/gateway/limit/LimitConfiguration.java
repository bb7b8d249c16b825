package com.zhaoli.pay.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

  @Bean
  AddressLimiter addressLimiter(LiveLimits limits) {
    return new AddressLimiter(limits, Ticker.systemTicker());
  }
}
