package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes each account's client at the first use and keeps it until the account's settings change.
 * What could not be made (keys not there yet) is tried again at the next use.
 */
class AlipayAccounts {
  private final ChannelAccountSource source;
  private final AlipayClients clients;
  private final Map<String, AlipayAccount> ready = new ConcurrentHashMap<>();
  private final Map<String, AlipayAccount> replaced = new ConcurrentHashMap<>();

  AlipayAccounts(ChannelAccountSource source, AlipayClients clients) {
    this.source = source;
    this.clients = clients;
  }

  boolean isConfigured(String channelAccountNo) {
    return source.exists(Channel.ALIPAY, channelAccountNo);
  }

  /**
   * The account, ready for use.
   *
   * @throws ChannelNotReadyException when it is not there or its keys cannot be read
   */
  AlipayAccount get(String channelAccountNo) {
    ChannelAccount settings =
        source
            .find(Channel.ALIPAY, channelAccountNo)
            .orElseThrow(
                () ->
                    new ChannelNotReadyException(
                        "There is no Alipay account " + channelAccountNo + "."));
    return made(ready, settings);
  }

  /**
   * The account as it was before its settings were replaced, while callbacks that were signed for
   * those may still arrive. Empty also when they could not be used: they had to be replaced.
   */
  Optional<AlipayAccount> findPrevious(String channelAccountNo) {
    try {
      return source
          .findPrevious(Channel.ALIPAY, channelAccountNo)
          .map(settings -> made(replaced, settings));
    } catch (ChannelNotReadyException e) {
      return Optional.empty();
    }
  }

  private AlipayAccount made(Map<String, AlipayAccount> kept, ChannelAccount settings) {
    AlipayAccount account = kept.get(settings.channelAccountNo());
    if (account != null && account.version() == settings.version()) {
      return account;
    }
    AlipayAccount made = clients.make(settings);
    kept.put(settings.channelAccountNo(), made);
    return made;
  }
}
