package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MerchantName;
import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.OpenidUnbinding;
import com.zhaoli.pay.common.client.merchant.OperatorIdentity;
import com.zhaoli.pay.common.client.merchant.OperatorToken;
import com.zhaoli.pay.common.client.merchant.QrScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** merchant-service as far as the signature check asks it, answering by a function. */
final class Merchants implements MerchantInternalApi {

  final AtomicInteger asked = new AtomicInteger();
  private final BiFunction<String, String, AppCredential> answer;

  Merchants(BiFunction<String, String, AppCredential> answer) {
    this.answer = answer;
  }

  @Override
  public AppCredential credential(String appId, String keyId) {
    asked.incrementAndGet();
    return answer.apply(appId, keyId);
  }

  @Override
  public List<MessageReceiver> receivers(String merchantNo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MerchantName merchantName(String merchantNo) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> suspendedMerchants(String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onboardingScan(QrScan scan) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReceiverScanResult receiverScan(ReceiverScan scan) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unbindOpenid(OpenidUnbinding unbinding) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OperatorIdentity verifyOperator(OperatorToken token) {
    throw new UnsupportedOperationException();
  }
}
