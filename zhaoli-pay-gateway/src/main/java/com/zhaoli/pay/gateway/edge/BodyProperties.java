package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long bodies may be on their way.
 *
 * @param deadline for the whole body, whatever its size; later it is refused with 408
 * @param perAddress bodies of one client that may be waited for at once, so that a slow client does
 *     not take all of the gateway's threads; one more is refused with 429
 */
@ConfigurationProperties("zhaoli.gateway.body")
public record BodyProperties(
    @DefaultValue("15s") Duration deadline, @DefaultValue("32") int perAddress) {

  public BodyProperties {
    if (deadline.toMillis() < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.body.deadline is " + deadline + ", but must be at least 1ms.");
    }
    if (perAddress < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.body.per-address is " + perAddress + ", but must be at least 1.");
    }
  }
}
