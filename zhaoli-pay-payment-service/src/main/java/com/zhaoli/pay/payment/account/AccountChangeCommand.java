package com.zhaoli.pay.payment.account;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New values for some settings of an account. Does not print settings.
 *
 * @param expectedVersion the version that the operator saw
 * @param settings a null value removes the setting; what is not named stays
 * @param overlap how long callbacks made for the settings before are still taken; null: as usual
 */
public record AccountChangeCommand(
    String channelAccountNo,
    long expectedVersion,
    Map<String, @Nullable String> settings,
    @Nullable Duration overlap) {

  @Override
  public String toString() {
    return "AccountChangeCommand[%s, version %d]".formatted(channelAccountNo, expectedVersion);
  }
}
