package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.merchant.MerchantProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the onboarding page, and of the class path nothing else. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

  @Bean
  SameOrigin sameOrigin(MerchantProperties properties) {
    return new SameOrigin(properties.publicUrl());
  }

  @Bean
  FilterRegistrationBean<PageHeadersFilter> pageHeadersFilter() {
    FilterRegistrationBean<PageHeadersFilter> filter =
        new FilterRegistrationBean<>(new PageHeadersFilter());
    filter.addUrlPatterns("/onboarding/*");
    return filter;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/onboarding/*")
        .addResourceLocations("classpath:/static/onboarding/")
        .setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/onboarding/").setViewName("forward:/onboarding/index.html");
    registry.addRedirectViewController("/onboarding", "/onboarding/");
  }
}
