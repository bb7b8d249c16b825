package com.zhaoli.pay.gateway.operator;

import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

  private static final int CHECKS_AT_ONCE = 8;
  private static final int WAITING_FOR_CHECKS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Bean
  Bulkhead operatorChecks() {
    return new Bulkhead("operator-check", CHECKS_AT_ONCE, WAITING_FOR_CHECKS, PATIENCE);
  }
}
