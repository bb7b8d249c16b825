package com.zhaoli.pay.wechat.console;

import com.zhaoli.pay.common.console.ConsoleConfiguration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the operators' page of the official account: one document, whose views have addresses. */
@Configuration(proxyBeanMethods = false)
@Import(ConsoleConfiguration.class)
class ConsolePages implements WebMvcConfigurer {
  private static final String PAGE = "/ops/wechat";
  private static final List<String> VIEWS =
      List.of(
          "menus",
          "rules",
          "conversations",
          "templates",
          "messages",
          "followers",
          "codes",
          "records");

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(PAGE + "/pages/*")
        .addResourceLocations("classpath:/console/pages/")
        .setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    String document = "forward:" + PAGE + "/pages/index.html";
    VIEWS.forEach(view -> registry.addViewController(PAGE + "/" + view).setViewName(document));
    registry.addRedirectViewController(PAGE, PAGE + "/menus");
    registry.addRedirectViewController(PAGE + "/", PAGE + "/menus");
  }
}
