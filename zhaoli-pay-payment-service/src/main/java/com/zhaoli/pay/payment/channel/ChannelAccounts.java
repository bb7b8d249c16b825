package com.zhaoli.pay.payment.channel;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The accounts that come with the configuration. Merchants have none of their own there. */
@Component
public class ChannelAccounts implements ChannelAccountSource {
  /** The platform's own account at each channel. */
  public static final String PLATFORM = "platform";

  private final ConfiguredAccounts configured;

  ChannelAccounts(ConfiguredAccounts configured) {
    this.configured = configured;
  }

  @Override
  public boolean exists(Channel channel, String channelAccountNo) {
    return configured.exists(channel, channelAccountNo);
  }

  @Override
  public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
    return configured.find(channel, channelAccountNo);
  }

  @Override
  public Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo) {
    return Optional.empty();
  }

  @Override
  public Optional<String> accountFor(String merchantNo, Channel channel) {
    return configured.exists(channel, PLATFORM) ? Optional.of(PLATFORM) : Optional.empty();
  }
}
