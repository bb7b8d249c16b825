package com.zhaoli.pay.merchant.operator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {
  private static final int COST = 12;

  @Bean
  PasswordEncoder passwordEncoder() {
    return new OperatorPasswords(COST);
  }
}
