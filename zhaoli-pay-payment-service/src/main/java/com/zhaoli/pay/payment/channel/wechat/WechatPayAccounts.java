package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes each account's clients at the first use and keeps them until the account's settings change.
 * What could not be made (keys not there yet) is tried again at the next use.
 */
class WechatPayAccounts {
  /** Beyond this all are made anew, which costs little. */
  private static final int MAX_READY = 2_000;

  private final ChannelAccountSource source;
  private final WechatPayClients clients;
  private final Map<Key, WechatPayAccount> ready = new ConcurrentHashMap<>();

  private record Key(String channelAccountNo, boolean current) {}

  WechatPayAccounts(ChannelAccountSource source, WechatPayClients clients) {
    this.source = source;
    this.clients = clients;
  }

  boolean isConfigured(String channelAccountNo) {
    return source.exists(Channel.WECHAT, channelAccountNo);
  }

  /**
   * The settings of an account.
   *
   * @throws ChannelNotReadyException when it is not there or a setting cannot be read
   */
  ChannelAccount settings(String channelAccountNo) {
    return source
        .find(Channel.WECHAT, channelAccountNo)
        .orElseThrow(
            () ->
                new ChannelNotReadyException(
                    "There is no WeChat Pay account " + channelAccountNo + "."));
  }

  /**
   * The account, ready for use.
   *
   * @throws ChannelNotReadyException when it is not there or its keys cannot be read
   */
  WechatPayAccount get(String channelAccountNo) {
    return ready(new Key(channelAccountNo, true), settings(channelAccountNo));
  }

  /**
   * The account as it was before its settings changed, while callbacks for it may still come;
   * absent also where it cannot be made of them.
   */
  Optional<WechatPayAccount> previous(String channelAccountNo) {
    Key key = new Key(channelAccountNo, false);
    Optional<ChannelAccount> settings = source.findPrevious(Channel.WECHAT, channelAccountNo);
    if (settings.isEmpty()) {
      ready.remove(key);
    }
    try {
      return settings.map(previous -> ready(key, previous));
    } catch (ChannelNotReadyException e) {
      return Optional.empty();
    }
  }

  private WechatPayAccount ready(Key key, ChannelAccount settings) {
    WechatPayAccount account = ready.get(key);
    if (account != null && account.version() == settings.version()) {
      return account;
    }
    if (ready.size() >= MAX_READY) {
      ready.clear();
    }
    return ready.compute(
        key,
        (unused, other) ->
            other != null && other.version() == settings.version()
                ? other
                : clients.make(settings));
  }
}
