package com.zhaoli.pay.payment.channel;

import java.util.Map;
import java.util.Optional;

/**
 * One account at a channel with its settings, secrets included. It does not print them.
 *
 * @param version changes with every change of a setting: who keeps a client made from the settings
 *     compares it
 */
public record ChannelAccount(
    Channel channel, String channelAccountNo, long version, Map<String, String> settings) {

  public ChannelAccount {
    settings = Map.copyOf(settings);
  }

  /**
   * A setting without surrounding white space.
   *
   * @throws ChannelNotReadyException when it is not there
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new ChannelNotReadyException(
                    "Setting %s of %s account %s is not there."
                        .formatted(name, channel, channelAccountNo)));
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(settings.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  @Override
  public String toString() {
    return "ChannelAccount[%s %s, version %d]".formatted(channel, channelAccountNo, version);
  }
}
