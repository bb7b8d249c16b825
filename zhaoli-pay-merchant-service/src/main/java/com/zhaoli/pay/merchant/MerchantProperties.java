package com.zhaoli.pay.merchant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this service.
 *
 * @param firstOperatorPassword password of operator {@code admin}, who is made at the first start
 *     when there is no operator yet
 * @param operatorSession how long an operator's token lives
 * @param loginTries wrong passwords in a row before a user name is locked
 * @param loginLock how long it is locked
 */
@ConfigurationProperties("zhaoli.merchant")
public record MerchantProperties(
    @Nullable String firstOperatorPassword,
    @DefaultValue("8h") Duration operatorSession,
    @DefaultValue("5") int loginTries,
    @DefaultValue("15m") Duration loginLock) {

  @Override
  public String toString() {
    return "MerchantProperties[operatorSession=" + operatorSession + "]";
  }
}
