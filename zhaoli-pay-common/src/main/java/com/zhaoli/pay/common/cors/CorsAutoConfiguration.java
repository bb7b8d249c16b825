package com.zhaoli.pay.common.cors;

import com.zhaoli.pay.common.config.CommonAutoConfiguration;
import com.zhaoli.pay.common.internal.InternalToken;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/** The CORS headers of every servlet service, from one list. */
@AutoConfiguration(after = CommonAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
class CorsAutoConfiguration {

  @Bean
  CorsSettings corsSettings(Environment environment) {
    return new CorsSettings(environment);
  }

  @Bean
  CorsHeaders corsHeaders(CorsSettings settings) {
    return new CorsHeaders(settings::current);
  }

  /** Where the platform's own credential is at home: a channel's stand-in is not of our API. */
  @Bean
  @ConditionalOnBean(InternalToken.class)
  static CorsAspect corsAspect(CorsHeaders headers) {
    return new CorsAspect(headers);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(EnvironmentChangeEvent.class)
  static class LiveConfiguration {
    private final CorsSettings settings;

    LiveConfiguration(CorsSettings settings) {
      this.settings = settings;
    }

    @EventListener
    void configurationChanged(EnvironmentChangeEvent event) {
      if (event.getKeys().stream().anyMatch(key -> key.startsWith(CorsProperties.PREFIX))) {
        settings.readAgain();
      }
    }
  }
}
