package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway goes by what merchant-service said of an app's key.
 *
 * @param keep until a key in force is asked for anew, beside the requests; a change shows in Redis
 *     at once, so this heals a lost one
 * @param keepRefusals until a key that is unknown or not in force is asked for anew
 * @param loadTimeout how long a request waits for a key that is not in memory
 */
@ConfigurationProperties("zhaoli.gateway.credentials")
record CredentialProperties(
    @DefaultValue("60s") Duration keep,
    @DefaultValue("5s") Duration keepRefusals,
    @DefaultValue("2s") Duration loadTimeout) {

  CredentialProperties {
    if (!isPositive(keep) || !isPositive(keepRefusals) || !isPositive(loadTimeout)) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.credentials.keep, .keep-refusals and .load-timeout must be above 0.");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }
}
