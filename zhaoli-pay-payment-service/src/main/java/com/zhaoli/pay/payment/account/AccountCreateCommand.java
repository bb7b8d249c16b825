package com.zhaoli.pay.payment.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new account. Does not print settings.
 *
 * @param channel as it was given; whether there is such a channel is not known yet
 * @param merchantNo whose it is; null: the platform's default
 */
public record AccountCreateCommand(
    String channel,
    @Nullable String merchantNo,
    AccountStatus status,
    Map<String, @Nullable String> settings) {

  @Override
  public String toString() {
    return "AccountCreateCommand[%s of %s]".formatted(channel, merchantNo);
  }
}
