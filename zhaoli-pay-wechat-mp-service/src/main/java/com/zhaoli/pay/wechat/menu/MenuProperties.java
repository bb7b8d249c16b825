package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Menus.
 *
 * @param cacheTtl how long Redis keeps what is live; it is replaced at each publication
 * @param attemptBudget how long one try to publish goes on making calls to WeChat; what is left is
 *     done by the next. With the last call it should end within the gateway's 10 s
 * @param giveUpAfter how long a publication may be without a known outcome
 */
@ConfigurationProperties("zhaoli.wechat.menu")
public record MenuProperties(
    @DefaultValue("10m") Duration cacheTtl,
    @DefaultValue("3s") Duration attemptBudget,
    @DefaultValue("15m") Duration giveUpAfter) {
  private static final Duration LONGEST_BUDGET = Duration.ofSeconds(10);

  public MenuProperties {
    require(isPositive(cacheTtl), "cache-ttl", "must be positive");
    require(
        isPositive(attemptBudget) && attemptBudget.compareTo(LONGEST_BUDGET) <= 0,
        "attempt-budget",
        "must be positive and at most 10s");
    require(isPositive(giveUpAfter), "give-up-after", "must be positive");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new InvalidConfigurationException("zhaoli.wechat.menu." + name + " " + problem + ".");
    }
  }
}
