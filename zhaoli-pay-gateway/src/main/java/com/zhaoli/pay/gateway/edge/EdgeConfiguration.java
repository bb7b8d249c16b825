package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.gateway.limit.RequestLimits;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

  /** Takes the place of common's filter of this name, which believes an id that it is given. */
  @Bean
  FilterRegistrationBean<EdgeFilter> requestIdFilter(
      RequestLimits limits, IncomingBodies bodies, ErrorBodyWriter errors, CorsHeaders cors) {
    FilterRegistrationBean<EdgeFilter> filter =
        new FilterRegistrationBean<>(new EdgeFilter(limits, bodies, errors, cors));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  ReadDeadlines readDeadlines() {
    return new ReadDeadlines();
  }

  @Bean
  IncomingBodies incomingBodies(BodyProperties limits, ReadDeadlines deadlines) {
    return new IncomingBodies(limits, deadlines);
  }
}
