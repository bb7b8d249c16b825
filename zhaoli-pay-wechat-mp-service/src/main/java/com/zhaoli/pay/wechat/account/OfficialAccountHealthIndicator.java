package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while credentials of an account are missing. WeChat itself is not called for this. */
@Component
class OfficialAccountHealthIndicator implements HealthIndicator {
  private final OfficialAccounts accounts;

  OfficialAccountHealthIndicator(OfficialAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (OfficialAccount account : accounts.configured()) {
      try {
        account.check();
      } catch (InvalidConfigurationException e) {
        health.down().withDetail(account.name(), String.valueOf(e.getMessage()));
      }
    }
    return health.build();
  }
}
