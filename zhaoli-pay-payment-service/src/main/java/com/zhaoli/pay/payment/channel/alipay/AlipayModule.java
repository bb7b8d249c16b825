package com.zhaoli.pay.payment.channel.alipay;

import org.springframework.context.annotation.Import;

/** Alipay as a channel: all that it consists of. */
@Import({
  AlipayAccountType.class,
  AlipayAccounts.class,
  AlipayBills.class,
  AlipayBrowser.class,
  AlipayCallback.class,
  AlipayChannel.class,
  AlipayClients.class,
  AlipayRequests.class
})
public final class AlipayModule {}
