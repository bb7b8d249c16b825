package com.zhaoli.pay.payment.channel;

import java.util.Optional;

/**
 * Where channels get the settings of accounts. Quick enough to be asked for every call; a change
 * shows within seconds, without a restart.
 */
public interface ChannelAccountSource {

  /** Whether there is such an account. Says nothing about whether its settings can be used. */
  boolean exists(Channel channel, String channelAccountNo);

  /**
   * The account with its settings.
   *
   * @return empty when there is no such account
   * @throws ChannelNotReadyException when a setting cannot be read now
   */
  Optional<ChannelAccount> find(Channel channel, String channelAccountNo);

  /**
   * The settings that the current ones replaced, while callbacks that were signed for them may
   * still arrive.
   */
  Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo);

  /** The account that takes a merchant's money: its own, or else the platform's, if any. */
  Optional<String> accountFor(String merchantNo, Channel channel);
}
