package com.zhaoli.pay.gateway.openapi;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final int LOADS_AT_ONCE = 16;

  /** With operators' checks and the connections of its routes less than the server's threads. */
  private static final int WAITING_FOR_LOADS = 64;

  @Bean
  Bulkhead credentialLoads(CredentialProperties properties) {
    return new Bulkhead(
        "credential-load", LOADS_AT_ONCE, WAITING_FOR_LOADS, properties.loadTimeout());
  }

  @Bean
  Credentials credentials(
      MerchantInternalApi merchants,
      CredentialVersions versions,
      Bulkhead credentialLoads,
      CredentialProperties properties) {
    return new Credentials(merchants, versions, credentialLoads, properties, Ticker.systemTicker());
  }
}
