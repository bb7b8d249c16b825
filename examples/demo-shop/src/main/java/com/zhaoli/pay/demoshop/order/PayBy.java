package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;

/** How a customer wants to pay. */
public enum PayBy {
  /** Scans Alipay's code on the shop's page. */
  ALIPAY(PaymentMethod.NATIVE, PaymentChannel.ALIPAY),
  /** Scans WeChat Pay's code on the shop's page. */
  WECHAT(PaymentMethod.NATIVE, PaymentChannel.WECHAT),
  /** Goes to the platform's cashier page, with either wallet. */
  CASHIER(PaymentMethod.AGGREGATE_QR, null);

  private final PaymentMethod method;
  private final @Nullable PaymentChannel channel;

  PayBy(PaymentMethod method, @Nullable PaymentChannel channel) {
    this.method = method;
    this.channel = channel;
  }

  PaymentMethod method() {
    return method;
  }

  @Nullable PaymentChannel channel() {
    return channel;
  }
}
