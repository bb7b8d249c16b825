package com.zhaoli.pay.merchant;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this service.
 *
 * @param firstOperatorPassword password of operator {@code admin}, who is made at a start when no
 *     operator can log in
 * @param operatorSession how long an operator's token lives
 * @param loginTries wrong passwords in a row from one address before a user name is locked there
 * @param loginTriesOfName the same from all addresses together, before it is locked everywhere
 * @param loginLock how long it is locked
 * @param initialPassword how long a password that an administrator hands over opens the first login
 * @param credentialsWindow how long after they were first shown credentials that nobody confirmed
 *     are shown again
 * @param takenCodeTries applications with credit codes that are taken, from one onboarding or one
 *     person, before no more are looked at
 * @param takenCodeTriesOfAddress the same from one address
 * @param takenCodeLock how long no more are looked at
 * @param publicUrl the platform's address as browsers see it
 */
@ConfigurationProperties("zhaoli.merchant")
public record MerchantProperties(
    @Nullable String firstOperatorPassword,
    @DefaultValue("8h") Duration operatorSession,
    @DefaultValue("5") int loginTries,
    @DefaultValue("50") int loginTriesOfName,
    @DefaultValue("15m") Duration loginLock,
    @DefaultValue("72h") Duration initialPassword,
    @DefaultValue("24h") Duration credentialsWindow,
    @DefaultValue("5") int takenCodeTries,
    @DefaultValue("20") int takenCodeTriesOfAddress,
    @DefaultValue("24h") Duration takenCodeLock,
    @DefaultValue("http://127.0.0.1:8080") URI publicUrl) {

  public MerchantProperties {
    if (operatorSession.isNegative() || operatorSession.isZero()) {
      throw new InvalidConfigurationException("zhaoli.merchant.operator-session must be positive.");
    }
    if (loginTries < 1) {
      throw new InvalidConfigurationException("zhaoli.merchant.login-tries must be at least 1.");
    }
    if (loginTriesOfName < loginTries) {
      throw new InvalidConfigurationException(
          "zhaoli.merchant.login-tries-of-name must not be below login-tries.");
    }
    if (loginLock.isNegative() || loginLock.isZero()) {
      throw new InvalidConfigurationException("zhaoli.merchant.login-lock must be positive.");
    }
    if (initialPassword.isNegative() || initialPassword.isZero()) {
      throw new InvalidConfigurationException("zhaoli.merchant.initial-password must be positive.");
    }
    if (credentialsWindow.isNegative()) {
      throw new InvalidConfigurationException(
          "zhaoli.merchant.credentials-window must not be negative.");
    }
    if (takenCodeTries < 1) {
      throw new InvalidConfigurationException(
          "zhaoli.merchant.taken-code-tries must be at least 1.");
    }
    if (takenCodeTriesOfAddress < takenCodeTries) {
      throw new InvalidConfigurationException(
          "zhaoli.merchant.taken-code-tries-of-address must not be below taken-code-tries.");
    }
    if (takenCodeLock.isNegative() || takenCodeLock.isZero()) {
      throw new InvalidConfigurationException("zhaoli.merchant.taken-code-lock must be positive.");
    }
    if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
      throw new InvalidConfigurationException(
          "ZHAOLI_PUBLIC_URL (zhaoli.merchant.public-url) must be an address with a scheme.");
    }
  }

  @Override
  public String toString() {
    return "MerchantProperties[operatorSession=" + operatorSession + "]";
  }
}
