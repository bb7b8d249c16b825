package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import java.util.List;
import org.springframework.stereotype.Component;

/** An Alipay account: one app. */
@Component
class AlipayAccountType implements ChannelAccountType {

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting(AlipayClients.APP_ID, true, false, "The app's id."),
        new Setting(
            AlipayClients.SELLER_ID,
            false,
            false,
            "Alipay user id (PID) of who receives the money; compared in callbacks where set."),
        new Setting(
            AlipayClients.PRIVATE_KEY, true, true, "The app's PKCS#8 key, one line of base64."),
        new Setting(
            AlipayClients.ALIPAY_PUBLIC_KEY,
            true,
            false,
            "Alipay's X.509 key for this app, one line of base64; not the app's own."),
        new Setting(AlipayClients.GATEWAY_URL, true, false, "Where Alipay's gateway is."));
  }

  @Override
  public Trial tryOut(ChannelAccount candidate) {
    return new Trial.Unclear("not tried");
  }
}
