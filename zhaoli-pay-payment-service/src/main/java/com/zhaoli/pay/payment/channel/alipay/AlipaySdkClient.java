package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;

/** The SDK's client, with one signature for a call in place of two. */
class AlipaySdkClient extends DefaultAlipayClient {

  AlipaySdkClient(AlipayConfig config) throws AlipayApiException {
    super(config);
  }

  /**
   * Whether the key that verifies is the app's own, which the SDK asks at each answer by signing
   * once more: the costliest step of a call. {@link AlipayKeys} has refused such a key, and those
   * of a client do not change.
   */
  @Override
  public boolean checkAlipayPublicKey() {
    return false;
  }
}
