package com.zhaoli.pay.common.web;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What every service has and leaves off unless its configuration says otherwise. Each line of a
 * request's log has the id that the answer has. No address of the platform takes a form: Spring
 * would parse one all the same, before it looks for who takes it, and meets what is no form with an
 * exception. Nacos's client logs requests that fail as a whole, its access token among the rest;
 * that and when it is connected it says elsewhere as well.
 */
class WebDefaults implements EnvironmentPostProcessor {
  private static final String NACOS_REQUESTS = "com.alibaba.nacos.common.remote.client";

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "logging.pattern.level",
          "%5p [%X{" + RequestIds.MDC_KEY + ":-}]",
          "logging.level." + NACOS_REQUESTS,
          "off",
          "logging.level." + NACOS_REQUESTS + ".grpc",
          "info",
          "spring.servlet.multipart.enabled",
          false,
          "spring.mvc.formcontent.filter.enabled",
          false);

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new MapPropertySource("zhaoliWebDefaults", DEFAULTS));
  }
}
