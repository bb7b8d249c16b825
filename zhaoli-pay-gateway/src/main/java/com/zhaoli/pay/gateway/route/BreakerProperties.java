package com.zhaoli.pay.gateway.route;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a service that cannot be reached or does not answer is spared.
 *
 * @param window how far back calls count
 * @param minimumCalls within the window, before anything is concluded from them
 * @param failureRate percent of the calls without an answer at which the breaker opens
 * @param slowRate percent of slow calls at which it opens
 * @param slowCall what a slow call is; longer than a channel may take, whose slowness is not the
 *     service's
 * @param pause how long all calls are refused before some find out
 */
@ConfigurationProperties("zhaoli.gateway.breaker")
record BreakerProperties(
    @DefaultValue("30s") Duration window,
    @DefaultValue("10") int minimumCalls,
    @DefaultValue("60") int failureRate,
    @DefaultValue("80") int slowRate,
    @DefaultValue("12s") Duration slowCall,
    @DefaultValue("2s") Duration pause) {

  BreakerProperties {
    if (window.toSeconds() < 1 || minimumCalls < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.breaker.window must be at least 1s and .minimum-calls at least 1.");
    }
    if (failureRate < 1 || failureRate > 100 || slowRate < 1 || slowRate > 100) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.breaker.failure-rate and .slow-rate must lie between 1 and 100.");
    }
    if (slowCall.toMillis() < 1 || pause.toMillis() < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.gateway.breaker.slow-call and .pause must be above 0.");
    }
  }
}
