package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelAddresses;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.List;
import java.util.Set;

/**
 * A WeChat Pay account: one merchant number, with the app that it is bound to. It verifies WeChat
 * Pay by WeChat Pay's public key, as all newer merchants do, or by certificates, which are fetched
 * where no public key is given.
 */
class WechatPayAccountType implements ChannelAccountType {
  private final WechatPayTrial trial;
  private final ChannelAddresses addresses;

  WechatPayAccountType(WechatPayClients clients, ChannelAddresses addresses) {
    this.trial = new WechatPayTrial(clients);
    this.addresses = addresses;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public Set<String> identity() {
    return Set.of(WechatPayClients.MCH_ID, WechatPayClients.APP_ID, WechatPayClients.BASE_URL);
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        required(WechatPayClients.MCH_ID, "The merchant number."),
        required(
            WechatPayClients.APP_ID,
            "The app (official account) that the merchant number is bound to."),
        required(
            WechatPayClients.MERCHANT_SERIAL, "Serial number of the merchant's API certificate."),
        new Setting(WechatPayClients.PRIVATE_KEY, true, true, "The merchant's API key, PEM."),
        new Setting(WechatPayClients.API_V3_KEY, true, true, "The APIv3 key, 32 characters."),
        optional(
            WechatPayClients.PUBLIC_KEY_ID,
            "Id of WeChat Pay's public key; without it and the key, platform certificates are used."),
        optional(WechatPayClients.PUBLIC_KEY, "WeChat Pay's public key for this merchant, PEM."),
        required(
            WechatPayClients.BASE_URL,
            "Where the API is; https://api.mch.weixin.qq.com in earnest."),
        new Setting(
            WechatPayBrowser.APP_SECRET,
            false,
            true,
            "The app's secret, to learn who pays in a page that is open in WeChat."),
        optional(
            WechatPayBrowser.AUTHORIZE_URL, "Where WeChat's sign-in page is, if not at WeChat."),
        optional(WechatPayBrowser.OAUTH_URL, "Where the API of the sign-in is, if not at WeChat."));
  }

  private static Setting required(String name, String meaning) {
    return new Setting(name, true, false, meaning);
  }

  private static Setting optional(String name, String meaning) {
    return new Setting(name, false, false, meaning);
  }

  @Override
  public Trial tryOut(ChannelAccount candidate) {
    try {
      addresses.check(
          candidate,
          WechatPayClients.BASE_URL,
          WechatPayBrowser.AUTHORIZE_URL,
          WechatPayBrowser.OAUTH_URL);
    } catch (ChannelNotReadyException e) {
      return new Trial.Wrong(String.valueOf(e.getMessage()));
    }
    return trial.of(candidate);
  }
}
