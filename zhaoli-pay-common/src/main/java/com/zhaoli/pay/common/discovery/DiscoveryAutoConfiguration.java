package com.zhaoli.pay.common.discovery;

import com.alibaba.cloud.nacos.ConditionalOnNacosDiscoveryEnabled;
import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.cloud.nacos.discovery.NacosDiscoveryAutoConfiguration;
import com.alibaba.cloud.nacos.discovery.NacosServiceDiscovery;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.context.annotation.Bean;

/** Every caller, the gateway's routes and Feign's alike, goes on while Nacos comes back. */
@AutoConfiguration(before = NacosDiscoveryAutoConfiguration.class)
@ConditionalOnClass(NacosServiceDiscovery.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnNacosDiscoveryEnabled
public class DiscoveryAutoConfiguration {

  @Bean
  NacosServiceDiscovery nacosServiceDiscovery(
      NacosDiscoveryProperties properties, NacosServiceManager nacos) {
    return new LastKnownInstances(properties, nacos);
  }
}
