package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Stops a production service that would take the sandbox's word for money: whoever reaches the
 * sandbox can pay any order there without paying.
 */
@Component
class SandboxIsForDevelopment {
  SandboxIsForDevelopment(ZhaoliProperties properties, Environment environment) {
    if (properties.environment() == DeploymentEnvironment.PRODUCTION
        && environment.acceptsProfiles(Profiles.of("sandbox"))) {
      throw new InvalidConfigurationException(
          "ZHAOLI_CHANNEL_PROFILE names the sandbox, which takes no real money, while"
              + " ZHAOLI_ENVIRONMENT is production: leave the sandbox away"
              + " (docs/going-live.md), or set ZHAOLI_ENVIRONMENT to development.");
    }
  }
}
