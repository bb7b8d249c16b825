package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.cipher.Verifier;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.service.billdownload.BillDownloadService;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.refund.RefundService;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An account that is ready for use.
 *
 * @param verifier verifies what WeChat Pay sends to this account
 * @param cipher decrypts it
 */
record WechatPayAccount(
    long version,
    String mchId,
    String appId,
    Sdk sdk,
    SignedHttp signed,
    Verifier verifier,
    AeadCipher cipher) {

  /**
   * The SDK's services, all over the same client.
   *
   * @param certificates fetches WeChat Pay's certificates, and proves the APIv3 key by it
   */
  record Sdk(
      HttpClient http,
      NativePayService nativePay,
      JsapiServiceExtension jsapi,
      H5Service h5,
      RefundService refunds,
      BillDownloadService bills,
      Supplier<Map<String, X509Certificate>> certificates) {}

  @Override
  public String toString() {
    return "WechatPayAccount[mchId=" + mchId + "]";
  }
}
