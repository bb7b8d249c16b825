package com.zhaoli.pay.common.config;

import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ApiExceptionHandler;
import com.zhaoli.pay.common.web.EndedRequests;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.InternalCallFilter;
import com.zhaoli.pay.common.web.PlatformErrorController;
import com.zhaoli.pay.common.web.RequestIdFilter;
import com.zhaoli.pay.common.web.RequestJsonConverter;
import com.zhaoli.pay.common.web.TimeParameters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;

/** Request ids, error bodies and the credential check of every servlet service. */
@AutoConfiguration(
    after = CommonAutoConfiguration.class,
    beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public class CommonWebAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ErrorBodyWriter errorBodyWriter(JsonMapper json, CorsHeaders cors) {
    return new ErrorBodyWriter(json, cors);
  }

  @Bean
  @ConditionalOnMissingBean
  ApiExceptionHandler apiExceptionHandler() {
    return new ApiExceptionHandler();
  }

  @Bean
  @ConditionalOnMissingBean(ErrorController.class)
  PlatformErrorController platformErrorController() {
    return new PlatformErrorController();
  }

  /** In the place of Boot's own, which reads whatever can be made to fit. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  ServerHttpMessageConvertersCustomizer requestJson(JsonMapper json) {
    return converters -> converters.withJsonConverter(new RequestJsonConverter(json));
  }

  @Bean
  TimeParameters timeParameters() {
    return new TimeParameters();
  }

  /** The gateway puts a filter of its own in this place: it believes no id from outside. */
  @Bean
  @ConditionalOnMissingBean(name = "requestIdFilter")
  FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
    FilterRegistrationBean<RequestIdFilter> filter =
        new FilterRegistrationBean<>(new RequestIdFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  ServletListenerRegistrationBean<EndedRequests> endedRequests() {
    return new ServletListenerRegistrationBean<>(new EndedRequests());
  }

  /** Not in the gateway, which is called from outside: {@code zhaoli.internal.guarded=false}. */
  @Bean
  @ConditionalOnBean(InternalToken.class)
  @ConditionalOnProperty(name = "zhaoli.internal.guarded", matchIfMissing = true)
  FilterRegistrationBean<InternalCallFilter> internalCallFilter(
      InternalToken token, ZhaoliProperties properties, ErrorBodyWriter errors) {
    FilterRegistrationBean<InternalCallFilter> filter =
        new FilterRegistrationBean<>(
            new InternalCallFilter(token, properties.internal().openPaths(), errors));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }
}
