package com.zhaoli.pay.payment.page;

import com.zhaoli.pay.common.page.PageAssets;
import com.zhaoli.pay.common.page.PageHeadersFilter;
import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the files of the payers' pages and the libraries for browsers. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
  /** WeChat's bridge works through frames of these. */
  private static final String WECHAT_FRAMES =
      "https://*.mp.qq.com https://*.weixin.qq.com https://*.tenpay.com";

  /** Our own files only, inside no frame: the address holds the token. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src "
          + WECHAT_FRAMES
          + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  @Bean
  SameOrigin sameOrigin(ChannelProperties properties) {
    return new SameOrigin(properties.publicUrl());
  }

  @Bean
  FilterRegistrationBean<PageHeadersFilter> payerPageHeadersFilter() {
    FilterRegistrationBean<PageHeadersFilter> filter =
        new FilterRegistrationBean<>(new PageHeadersFilter(POLICY));
    filter.addUrlPatterns("/cashier/*", "/q/*");
    return filter;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    PageAssets.serve(registry, "/cashier/assets/", "classpath:/pages/assets/");
  }
}
