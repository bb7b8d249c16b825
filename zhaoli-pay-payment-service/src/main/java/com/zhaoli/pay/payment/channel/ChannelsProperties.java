package com.zhaoli.pay.payment.channel;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Channel accounts that come with the configuration: {@code
 * zhaoli.channels.<channel>.accounts.<channelAccountNo>.<setting>}. A setting is given by value, or
 * as {@code <setting>-file} by the file that holds it.
 */
@ConfigurationProperties("zhaoli")
record ChannelsProperties(@DefaultValue Map<String, Accounts> channels) {

  /** The accounts of one channel by channelAccountNo. */
  record Accounts(@DefaultValue Map<String, Map<String, String>> accounts) {
    @Override
    public String toString() {
      return "Accounts" + accounts.keySet();
    }
  }
}
