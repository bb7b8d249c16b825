package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the stored accounts.
 *
 * @param overlap how long settings that were replaced still verify callbacks, unless the operator
 *     says otherwise
 * @param maxOverlap the longest that an operator may say
 * @param cachedAccounts accounts in memory, at most; others are looked up when they are asked for
 * @param cachedMerchants merchants whose account is known without a look-up, at most
 */
@ConfigurationProperties("zhaoli.channel-account")
public record ChannelAccountProperties(
    @DefaultValue("24h") Duration overlap,
    @DefaultValue("7d") Duration maxOverlap,
    @DefaultValue("10000") int cachedAccounts,
    @DefaultValue("50000") int cachedMerchants) {

  public ChannelAccountProperties {
    if (overlap.isNegative() || overlap.compareTo(maxOverlap) > 0) {
      throw new InvalidConfigurationException(
          "zhaoli.channel-account.overlap must lie between 0 and zhaoli.channel-account.max-overlap.");
    }
    if (cachedAccounts < 1 || cachedMerchants < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.channel-account.cached-accounts and .cached-merchants must be at least 1.");
    }
  }
}
