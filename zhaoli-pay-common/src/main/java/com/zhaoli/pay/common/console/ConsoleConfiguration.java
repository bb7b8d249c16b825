package com.zhaoli.pay.common.console;

import com.zhaoli.pay.common.page.PageAssets;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * For a service that has pages of the operators' console: serves the frame under {@code
 * /ops/assets/} with the libraries of the service's WebJars under {@code /ops/assets/lib/}, and
 * sets the headers of all pages under {@code /ops/}. Behind the gateway merchant-service's are
 * seen; a service of its own finds them where they are in its tests, too. Import it.
 */
@Configuration(proxyBeanMethods = false)
public class ConsoleConfiguration implements WebMvcConfigurer {
  @Bean
  FilterRegistrationBean<ConsoleHeadersFilter> consoleHeadersFilter() {
    FilterRegistrationBean<ConsoleHeadersFilter> filter =
        new FilterRegistrationBean<>(new ConsoleHeadersFilter());
    filter.addUrlPatterns("/ops/*");
    return filter;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    PageAssets.serve(registry, "/ops/assets/", "classpath:/console/assets/");
  }
}
