package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import java.util.List;
import org.springframework.stereotype.Component;

/** A WeChat Pay account: one merchant number, with the app that it is bound to. */
@Component
class WechatPayAccountType implements ChannelAccountType {

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(WechatPayClients.MCH_ID, true, false, "The merchant number."),
        new Setting(
            WechatPayClients.APP_ID,
            true,
            false,
            "The app (official account) that the merchant number is bound to."),
        new Setting(
            WechatPayClients.MERCHANT_SERIAL,
            true,
            false,
            "Serial number of the merchant's API certificate."),
        new Setting(WechatPayClients.PRIVATE_KEY, true, true, "The merchant's API key, PEM."),
        new Setting(WechatPayClients.API_V3_KEY, true, true, "The APIv3 key, 32 characters."),
        new Setting(WechatPayClients.PUBLIC_KEY_ID, true, false, "Id of WeChat Pay's public key."),
        new Setting(
            WechatPayClients.PUBLIC_KEY,
            true,
            false,
            "WeChat Pay's public key for this merchant, PEM."),
        new Setting(
            WechatPayClients.BASE_URL,
            true,
            false,
            "Where the API is; https://api.mch.weixin.qq.com in earnest."));
  }

  @Override
  public Trial tryOut(ChannelAccount candidate) {
    return new Trial.Unclear("not tried");
  }
}
