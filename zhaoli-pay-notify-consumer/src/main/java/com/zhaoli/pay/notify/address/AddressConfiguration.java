package com.zhaoli.pay.notify.address;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Only development relaxes the policy. */
@Configuration(proxyBeanMethods = false)
class AddressConfiguration {

  @Bean
  AddressPolicy addressPolicy(ZhaoliProperties properties) {
    return new AddressPolicy(properties.environment() == DeploymentEnvironment.DEVELOPMENT);
  }
}
