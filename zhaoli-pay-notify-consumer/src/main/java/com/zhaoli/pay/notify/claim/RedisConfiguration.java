package com.zhaoli.pay.notify.claim;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How claims meet a Redis that is away. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

  /** Refused at once while there is no connection: the database decides, nothing waits in line. */
  @Bean
  LettuceClientOptionsBuilderCustomizer nothingWaitsForRedis() {
    return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }
}
