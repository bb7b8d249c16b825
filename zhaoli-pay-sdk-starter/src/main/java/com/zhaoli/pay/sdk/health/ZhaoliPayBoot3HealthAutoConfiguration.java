package com.zhaoli.pay.sdk.health;

import com.zhaoli.pay.sdk.ZhaoliPayAutoConfiguration;
import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.ZhaoliPayClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The health of the platform as {@code zhaoliPay} in the actuator of Spring Boot 3.x. */
@AutoConfiguration(after = ZhaoliPayAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
@ConditionalOnBean(ZhaoliPayClients.class)
@ConditionalOnProperty(name = "management.health.zhaoli-pay.enabled", matchIfMissing = true)
class ZhaoliPayBoot3HealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "zhaoliPayHealthIndicator")
  Boot3HealthIndicator zhaoliPayHealthIndicator(
      ObjectProvider<ZhaoliPayClient> own, ZhaoliPayClients named) {
    return new Boot3HealthIndicator(PlatformHealth.of(own.getIfUnique(), named));
  }
}
