package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account at a channel as operators keep it.
 *
 * @param merchantNo whose it is; null: the platform's default
 * @param version counts the changes of the settings
 * @param previous what the settings were before; they may count no longer
 */
public record ChannelAccountBO(
    String channelAccountNo,
    Channel channel,
    @Nullable String merchantNo,
    AccountStatus status,
    long version,
    AccountSettings settings,
    @Nullable Previous previous,
    Instant createdAt,
    String createdBy,
    Instant updatedAt,
    String updatedBy) {

  /**
   * The settings that were replaced last.
   *
   * @param until they count before this instant
   */
  public record Previous(long version, AccountSettings settings, Instant until) {}

  /** The settings before, where they still count. */
  public @Nullable Previous previousAt(Instant now) {
    return previous != null && now.isBefore(previous.until()) ? previous : null;
  }

  /** As a channel takes it. */
  ChannelAccount current() {
    return new ChannelAccount(channel, channelAccountNo, version, settings.all());
  }
}
