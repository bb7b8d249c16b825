package com.zhaoli.pay.payment.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.payment.account.AccountStatus;
import com.zhaoli.pay.payment.account.ChannelAccountBO;
import com.zhaoli.pay.payment.account.ChannelAccountBO.Previous;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An account as operators see it.
 *
 * @param merchantNo whose; {@code platform} for the platform's default
 * @param previousVersion the settings before, while they still verify callbacks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChannelAccountVO(
    String channelAccountNo,
    Channel channel,
    String merchantNo,
    AccountStatus status,
    long version,
    List<SettingVO> settings,
    @Nullable Long previousVersion,
    @Nullable Instant previousUntil,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {

  static ChannelAccountVO of(ChannelAccountBO account, List<Setting> known, Instant now) {
    Previous previous = account.previousAt(now);
    return new ChannelAccountVO(
        account.channelAccountNo(),
        account.channel(),
        Objects.requireNonNullElse(account.merchantNo(), ChannelAccounts.PLATFORM),
        account.status(),
        account.version(),
        known.stream().map(setting -> SettingVO.of(setting, account.settings())).toList(),
        previous == null ? null : previous.version(),
        previous == null ? null : previous.until(),
        account.createdAt(),
        account.createdBy(),
        account.updatedAt(),
        account.updatedBy());
  }
}
