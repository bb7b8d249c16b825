package com.zhaoli.pay.payment.channel.wechat;

import org.springframework.context.annotation.Import;

/** WeChat Pay as a channel: all that it consists of. */
@Import({
  WechatPayAccountType.class,
  WechatPayAccounts.class,
  WechatPayBills.class,
  WechatPayBrowser.class,
  WechatPayCallback.class,
  WechatPayChannel.class,
  WechatPayClients.class,
  WechatPayHttp.class
})
public final class WechatPayModule {}
