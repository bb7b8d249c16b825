package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;

/** An account that is ready for use. */
record WechatPayAccount(
    long version,
    String mchId,
    String appId,
    NativePayService nativePay,
    NotificationParser notices) {
  @Override
  public String toString() {
    return "WechatPayAccount[mchId=" + mchId + "]";
  }
}
