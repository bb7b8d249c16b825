package com.zhaoli.pay.job.executor;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.crypto.Secret;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExecutorConfiguration {
  /** Known to everybody, so good for a person's own machine only. */
  private static final Secret DEVELOPMENT_TOKEN = new Secret("zhaoli-dev");

  @Bean
  JobExecutor jobExecutor(
      ExecutorProperties properties, ZhaoliProperties platform, List<JobHandler> handlers) {
    return new JobExecutor(properties, token(properties, platform.environment()), handlers);
  }

  static Secret token(ExecutorProperties properties, DeploymentEnvironment environment) {
    String token = properties.token();
    if (token != null && !token.isBlank()) {
      return new Secret(token);
    }
    return switch (environment) {
      case DEVELOPMENT -> DEVELOPMENT_TOKEN;
      case PRODUCTION ->
          throw new InvalidConfigurationException(
              "ZHAOLI_XXL_JOB_TOKEN (zhaoli.job.executor.token) is not set: it must be the access"
                  + " token of the XXL-JOB admin.");
    };
  }
}
