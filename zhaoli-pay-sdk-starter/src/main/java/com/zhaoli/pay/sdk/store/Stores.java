package com.zhaoli.pay.sdk.store;

import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.page.Page;
import java.util.Locale;

/**
 * Stores, at whose QR code the payer enters the amount. Every method throws a {@link
 * ZhaoliPayException} whose subclass says what to do. Safe for many threads.
 */
public final class Stores {

  private static final String PATH = "/openapi/v1/stores";

  private final ApiCaller api;

  public Stores(ApiCaller api) {
    this.api = api;
  }

  /**
   * Creates the store. With a storeId it answers the one of that id that is there; without one each
   * call makes another store.
   */
  public Store create(StoreCreateRequest request) {
    return api.post(PATH, request.toJson(), Store::of);
  }

  /**
   * The same with an Idempotency-Key of the caller's.
   *
   * @throws IllegalArgumentException when the key is not 1 to 255 visible ASCII characters
   */
  public Store create(StoreCreateRequest request, String idempotencyKey) {
    return api.post(PATH, idempotencyKey, request.toJson(), Store::of);
  }

  /** The first fifty stores. */
  public Page<Store> list() {
    return page("");
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<Store> list(String after) {
    return page("?after=" + ApiCaller.encode(after));
  }

  /** The store of this code. */
  public Store get(String storeCode) {
    return api.get(at(storeCode), Store::of);
  }

  /** Changes what the request names and leaves the rest. */
  public Store update(String storeCode, StoreUpdateRequest request) {
    return api.patch(at(storeCode), request.toJson(), Store::of);
  }

  /** A poster with the store's QR code, to print; the size counts for PDF only. */
  public byte[] poster(String storeCode, PosterFormat format, PosterSize size) {
    return api.getBytes(at(storeCode) + "/poster?format=" + word(format) + "&size=" + word(size));
  }

  private Page<Store> page(String query) {
    return api.get(PATH + query, json -> Page.of(json, "items", Store::of));
  }

  private static String at(String storeCode) {
    return PATH + ApiCaller.segment("storeCode", storeCode);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
