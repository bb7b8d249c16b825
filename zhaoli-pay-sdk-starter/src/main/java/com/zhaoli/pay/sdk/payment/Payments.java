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

  /**
   * The same with an Idempotency-Key of the caller's: with the same key and content the platform
   * gives the first answer again for seven days, also after a restart of the caller.
   *
   * @throws IllegalArgumentException when the key is not 1 to 255 visible ASCII characters
   */
  public Payment create(PaymentCreateRequest request, String idempotencyKey) {
    return api.post(PATH, idempotencyKey, request.toJson(notifyUrl), Payment::of);
  }

  /** The payment of this number. */
  public Payment get(String paymentNo) {
    return api.get(PATH + ApiCaller.segment("paymentNo", paymentNo), Payment::of);
  }

  /** The payment that was created with this number of the merchant's. */
  public Payment getByOutTradeNo(String outTradeNo) {
    return api.get(PATH + byOutTradeNo(outTradeNo), Payment::of);
  }

  /** The payment that has this number at its wallet. */
  public Payment getByChannelTradeNo(String channelTradeNo) {
    return api.get(PATH + byChannelTradeNo(channelTradeNo), Payment::of);
  }

  /**
   * Ends an unpaid payment, at the wallet first. PAYMENT_STATE_INVALID when it was paid meanwhile.
   */
  public Payment close(String paymentNo) {
    return change(paymentNo, "/close");
  }

  /**
   * Undoes a BARCODE payment, paid or not. When the wallet gives no clear answer the status stays,
   * and the platform undoes it later by itself.
   */
  public Payment reverse(String paymentNo) {
    return change(paymentNo, "/reverse");
  }

  /** Has the platform ask the wallet now, and answers what it found. */
  public Payment sync(String paymentNo) {
    return change(paymentNo, "/sync");
  }

  /** The same by the merchant's number. */
  public Payment syncByOutTradeNo(String outTradeNo) {
    return api.post(PATH + "/sync" + byOutTradeNo(outTradeNo), NO_BODY, Payment::of);
  }

  /** The same by the wallet's number; one that the platform does not know is looked up there. */
  public Payment syncByChannelTradeNo(String channelTradeNo) {
    return api.post(PATH + "/sync" + byChannelTradeNo(channelTradeNo), NO_BODY, Payment::of);
  }

  private Payment change(String paymentNo, String what) {
    return api.post(PATH + ApiCaller.segment("paymentNo", paymentNo) + what, NO_BODY, Payment::of);
  }

  private static String byOutTradeNo(String outTradeNo) {
    return "?outTradeNo=" + ApiCaller.encode(outTradeNo);
  }

  private static String byChannelTradeNo(String channelTradeNo) {
    return "?channelTradeNo=" + ApiCaller.encode(channelTradeNo);
  }
}
