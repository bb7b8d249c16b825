package com.zhaoli.pay.payment.page;

import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the files of the payers' pages and the libraries for browsers. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
  private static final String ASSETS = "/cashier/assets/";

  /** A page that got the libraries of the last release with our files of this one still works. */
  private static final Duration LIBRARIES_KEPT = Duration.ofHours(1);

  @Bean
  SameOrigin sameOrigin(ChannelProperties properties) {
    return new SameOrigin(properties.publicUrl());
  }

  @Bean
  FilterRegistrationBean<PageHeadersFilter> payerPageHeadersFilter() {
    FilterRegistrationBean<PageHeadersFilter> filter =
        new FilterRegistrationBean<>(new PageHeadersFilter());
    filter.addUrlPatterns("/cashier/*", "/q/*");
    return filter;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(ASSETS + "*")
        .addResourceLocations("classpath:/pages/assets/")
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler(ASSETS + "lib/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.maxAge(LIBRARIES_KEPT))
        // Finds the version that an address does not name.
        .resourceChain(true);
  }
}
