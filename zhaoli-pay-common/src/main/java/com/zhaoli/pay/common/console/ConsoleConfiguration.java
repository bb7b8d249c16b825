package com.zhaoli.pay.common.console;

import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
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
  private static final String ASSETS = "/ops/assets/";

  /** A page that got the libraries of the last release with our files of this one still works. */
  private static final Duration LIBRARIES_KEPT = Duration.ofHours(1);

  @Bean
  FilterRegistrationBean<ConsoleHeadersFilter> consoleHeadersFilter() {
    FilterRegistrationBean<ConsoleHeadersFilter> filter =
        new FilterRegistrationBean<>(new ConsoleHeadersFilter());
    filter.addUrlPatterns("/ops/*");
    return filter;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(ASSETS + "*")
        .addResourceLocations("classpath:/console/assets/")
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler(ASSETS + "lib/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.maxAge(LIBRARIES_KEPT))
        // Finds the version that an address does not name.
        .resourceChain(true);
  }
}
