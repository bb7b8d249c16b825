package com.zhaoli.pay.payment.channel;

/** The wallets that a payer can pay with. */
public enum Channel {
  ALIPAY,
  WECHAT
}
