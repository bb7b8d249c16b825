package com.zhaoli.pay.pos.device.web;

import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.pos.device.DeviceSignatures;
import com.zhaoli.pay.pos.trail.Refusals;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class DeviceConfiguration {

  /** Behind the filter that lets in the gateway only, which is at ten. */
  @Bean
  FilterRegistrationBean<DeviceSignatureFilter> deviceSignatureFilter(
      DeviceSignatures signatures, Refusals refusals, ErrorBodyWriter errors) {
    FilterRegistrationBean<DeviceSignatureFilter> filter =
        new FilterRegistrationBean<>(new DeviceSignatureFilter(signatures, refusals, errors));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return filter;
  }
}
