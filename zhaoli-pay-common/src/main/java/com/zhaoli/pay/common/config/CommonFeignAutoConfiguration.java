package com.zhaoli.pay.common.config;

import com.zhaoli.pay.common.internal.InternalFeignInterceptor;
import com.zhaoli.pay.common.internal.InternalToken;
import feign.Retryer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.cloud.openfeign.support.HttpMessageConverterCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every Feign call shows the internal credential and is not repeated behind the caller's back. */
@AutoConfiguration(after = CommonAutoConfiguration.class)
@ConditionalOnClass(FeignClient.class)
public class CommonFeignAutoConfiguration {

  @Bean
  @ConditionalOnBean(InternalToken.class)
  InternalFeignInterceptor internalFeignInterceptor(
      InternalToken token, @Value("${spring.application.name}") String caller) {
    return new InternalFeignInterceptor(token, caller);
  }

  @Bean
  @ConditionalOnMissingBean
  Retryer feignRetryer() {
    return Retryer.NEVER_RETRY;
  }

  /**
   * Filled before anybody calls. Left to itself each client fills its own at its first call, and
   * calls beside that one find it empty and fail (spring-cloud-openfeign issue 1371, in 5.0.2).
   */
  @Bean
  @ConditionalOnMissingBean
  FeignHttpMessageConverters feignHttpMessageConverters(
      ObjectProvider<ClientHttpMessageConvertersCustomizer> customizers,
      ObjectProvider<HttpMessageConverterCustomizer> feignCustomizers) {
    FeignHttpMessageConverters converters =
        new FeignHttpMessageConverters(customizers, feignCustomizers);
    converters.getConverters();
    return converters;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HttpClientBuilder.class)
  static class HttpClientConfiguration {
    /** By default the client would send any request again, a POST too, after 503 or 429. */
    @Bean
    HttpClientBuilderCustomizer feignRequestsAreSentOnce() {
      return HttpClientBuilder::disableAutomaticRetries;
    }
  }
}
