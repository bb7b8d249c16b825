package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Makes each account's clients at the first use and keeps them until the account's settings change.
 * What could not be made (keys not there yet) is tried again at the next use.
 */
@Component
class WechatPayAccounts {
  private final ChannelAccountSource source;
  private final WechatPayClients clients;
  private final Map<String, WechatPayAccount> ready = new ConcurrentHashMap<>();

  WechatPayAccounts(ChannelAccountSource source, WechatPayClients clients) {
    this.source = source;
    this.clients = clients;
  }

  boolean isConfigured(String channelAccountNo) {
    return source.exists(Channel.WECHAT, channelAccountNo);
  }

  /**
   * The account, ready for use.
   *
   * @throws ChannelNotReadyException when it is not there or its keys cannot be read
   */
  WechatPayAccount get(String channelAccountNo) {
    ChannelAccount settings =
        source
            .find(Channel.WECHAT, channelAccountNo)
            .orElseThrow(
                () ->
                    new ChannelNotReadyException(
                        "There is no WeChat Pay account " + channelAccountNo + "."));
    WechatPayAccount account = ready.get(channelAccountNo);
    if (account != null && account.version() == settings.version()) {
      return account;
    }
    WechatPayAccount made = clients.make(settings);
    ready.put(channelAccountNo, made);
    return made;
  }
}
