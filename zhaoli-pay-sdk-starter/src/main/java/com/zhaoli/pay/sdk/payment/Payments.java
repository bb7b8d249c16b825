package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import org.jspecify.annotations.Nullable;

/**
 * Creates and looks up payments. Every method throws a {@link ZhaoliPayException} whose subclass
 * says what to do. Safe for many threads.
 */
public final class Payments {

  private static final String PATH = "/openapi/v1/payments";
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;
  private final @Nullable String notifyUrl;

  public Payments(ApiCaller api, @Nullable String notifyUrl) {
    this.api = api;
    this.notifyUrl = notifyUrl;
  }

  /** Creates the payment, or answers the one that was created with this content before. */
  public Payment create(PaymentCreateRequest request) {
    return api.post(PATH, request.toJson(notifyUrl), Payment::of);
  }

  /** The payment of this number. */
  public Payment get(String paymentNo) {
    return api.get(PATH + ApiCaller.segment("paymentNo", paymentNo), Payment::of);
  }

  /** The payment that was created with this number of the merchant's. */
  public Payment getByOutTradeNo(String outTradeNo) {
    return api.get(PATH + "?outTradeNo=" + ApiCaller.encode(outTradeNo), Payment::of);
  }

  /** Has the platform ask the channel now, and answers what it found. */
  public Payment sync(String paymentNo) {
    return api.post(
        PATH + ApiCaller.segment("paymentNo", paymentNo) + "/sync", NO_BODY, Payment::of);
  }
}
