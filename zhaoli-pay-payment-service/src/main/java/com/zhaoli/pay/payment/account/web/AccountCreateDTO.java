package com.zhaoli.pay.payment.account.web;

import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.payment.account.AccountCreateCommand;
import com.zhaoli.pay.payment.account.AccountStatus;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new account. Does not print settings.
 *
 * @param merchantNo whose; {@code platform} for the default of all merchants without an account of
 *     their own. It has to be said: one that was forgotten would take everybody's money.
 * @param status ACTIVE unless it is said otherwise
 */
record AccountCreateDTO(
    @NotNull String channel,
    @NotNull @Pattern(regexp = "[0-9A-Za-z_]{1,32}") String merchantNo,
    @Nullable AccountStatus status,
    @NotNull @MultiLine Map<String, @Nullable String> settings) {

  AccountCreateCommand command() {
    return new AccountCreateCommand(
        channel,
        merchantNo.equals(ChannelAccounts.PLATFORM) ? null : merchantNo,
        status == null ? AccountStatus.ACTIVE : status,
        settings);
  }

  @Override
  public String toString() {
    return "AccountCreateDTO[%s of %s]".formatted(channel, merchantNo);
  }
}
