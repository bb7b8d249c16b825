package com.zhaoli.pay.sdk.refund;

import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.page.Page;

/**
 * Gives money back. Every method throws a {@link ZhaoliPayException} whose subclass says what to
 * do. Safe for many threads.
 */
public final class Refunds {

  private static final String PATH = "/openapi/v1/refunds";

  private final ApiCaller api;

  public Refunds(ApiCaller api) {
    this.api = api;
  }

  /**
   * Creates the refund, or answers the one that was created with this content before. It may still
   * be PROCESSING: a webhook tells its end.
   */
  public Refund create(RefundCreateRequest request) {
    return api.post(PATH, request.toJson(), Refund::of);
  }

  /**
   * The same with an Idempotency-Key of the caller's.
   *
   * @throws IllegalArgumentException when the key is not 1 to 255 visible ASCII characters
   */
  public Refund create(RefundCreateRequest request, String idempotencyKey) {
    return api.post(PATH, idempotencyKey, request.toJson(), Refund::of);
  }

  /** The refund of this number. */
  public Refund get(String refundNo) {
    return api.get(PATH + ApiCaller.segment("refundNo", refundNo), Refund::of);
  }

  /** The refund that was created with this number of the merchant's. */
  public Refund getByOutRefundNo(String outRefundNo) {
    return api.get(PATH + "?outRefundNo=" + ApiCaller.encode(outRefundNo), Refund::of);
  }

  /** The first hundred refunds of a payment. */
  public Page<Refund> list(String paymentNo) {
    return page("?paymentNo=" + ApiCaller.encode(paymentNo));
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<Refund> list(String paymentNo, String after) {
    return page("?paymentNo=" + ApiCaller.encode(paymentNo) + "&after=" + ApiCaller.encode(after));
  }

  private Page<Refund> page(String query) {
    return api.get(PATH + query, json -> Page.of(json, "refunds", Refund::of));
  }
}
