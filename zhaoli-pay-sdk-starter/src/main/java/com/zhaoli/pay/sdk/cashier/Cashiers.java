package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.page.Page;

/**
 * Who signs in at the terminals of a store. Every method throws a {@link ZhaoliPayException} whose
 * subclass says what to do. Safe for many threads.
 */
public final class Cashiers {

  private static final String PATH = "/openapi/v1/cashiers";

  private final ApiCaller api;

  public Cashiers(ApiCaller api) {
    this.api = api;
  }

  /**
   * Adds a cashier. CASHIER_NO_TAKEN when the store has one of this number. It is sent once: after
   * an {@link OutcomeUnknownException} look at {@link #list(String)}.
   */
  public Cashier add(CashierCreateRequest request) {
    return api.postOnce(PATH, request.toJson(), Cashier::of);
  }

  /** Changes what the request names and leaves the rest. */
  public Cashier update(String storeId, String cashierNo, CashierUpdateRequest request) {
    return api.patch(
        PATH + ApiCaller.segment("cashierNo", cashierNo), request.toJson(storeId), Cashier::of);
  }

  /** A store's first fifty. */
  public Page<Cashier> list(String storeId) {
    return page("?storeId=" + ApiCaller.encode(storeId));
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<Cashier> list(String storeId, String after) {
    return page("?storeId=" + ApiCaller.encode(storeId) + "&after=" + ApiCaller.encode(after));
  }

  private Page<Cashier> page(String query) {
    return api.get(PATH + query, json -> Page.of(json, "items", Cashier::of));
  }
}
