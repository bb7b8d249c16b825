package com.zhaoli.pay.pos.terminal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class HashConfiguration {
  /** Some 60 ms: what it guards is short, and locked after a few tries. */
  private static final int COST = 10;

  /** For codes and PINs, which are digits: far below the 72 bytes that bcrypt looks at. */
  @Bean
  PasswordEncoder hashes() {
    return new BCryptPasswordEncoder(COST);
  }
}
