package com.zhaoli.pay.merchant.console;

import com.zhaoli.pay.common.console.ConsoleConfiguration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the operators' pages, which hold no data: they ask the API for it. */
@Configuration(proxyBeanMethods = false)
@Import(ConsoleConfiguration.class)
class ConsolePages implements WebMvcConfigurer {
  private static final List<String> PAGES =
      List.of("/ops/merchants", "/ops/audit-log", "/ops/operators", "/ops/account");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/ops/pages/*")
        .addResourceLocations("classpath:/console/pages/")
        .setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    PAGES.forEach(
        page -> registry.addViewController(page).setViewName("forward:/ops/pages/index.html"));
    registry.addRedirectViewController("/ops", "/ops/merchants");
    registry.addRedirectViewController("/ops/", "/ops/merchants");
  }
}
