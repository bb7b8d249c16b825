package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the account's credentials are missing. WeChat itself is not called for this. */
@Component
class OfficialAccountHealthIndicator implements HealthIndicator {
  private final OfficialAccount account;

  OfficialAccountHealthIndicator(OfficialAccount account) {
    this.account = account;
  }

  @Override
  public Health health() {
    try {
      account.check();
      return Health.up().build();
    } catch (InvalidConfigurationException e) {
      return Health.down().withDetail("problem", String.valueOf(e.getMessage())).build();
    }
  }
}
