package com.zhaoli.pay.demoshop.page;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The page loads its own files only and runs no inline script. */
  @Bean
  Filter securityHeaders() {
    return (request, response, chain) -> {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
      answer.setHeader("X-Content-Type-Options", "nosniff");
      answer.setHeader("Referrer-Policy", "no-referrer");
      chain.doFilter(request, response);
    };
  }
}
