package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.payment.channel.alipay.AlipayModule;
import com.zhaoli.pay.payment.channel.wechat.WechatPayModule;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The channels that there are, a line each (docs/adding-a-channel.md). A channel's package has no
 * stereotypes, so nothing of it is found by scanning: without its line here it does not exist.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  AlipayModule.class, //
  WechatPayModule.class
})
class ChannelModules {}
