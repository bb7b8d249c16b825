package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayClient;
import org.jspecify.annotations.Nullable;

/** An account that is ready for use. Does not print its key. */
record AlipayAccount(
    long version,
    String appId,
    @Nullable String sellerId,
    String alipayPublicKey,
    AlipayClient client) {
  @Override
  public String toString() {
    return "AlipayAccount[appId=" + appId + "]";
  }
}
