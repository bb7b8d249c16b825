package com.zhaoli.pay.payment.store.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.payment.cashier.ShopNames;
import com.zhaoli.pay.payment.page.HtmlPage;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.StoreCheckout;
import com.zhaoli.pay.payment.store.StoreStatus;
import com.zhaoli.pay.payment.store.Stores;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page behind a store's QR code, on which the payer enters the amount, and its API. */
@RestController
@RequestMapping("/q/{storeCode}")
class StorePageController {
  private final Stores stores;
  private final SuspendedMerchants suspended;
  private final StoreCheckout checkout;
  private final ShopNames shops;
  private final SameOrigin sameOrigin;

  StorePageController(
      Stores stores,
      SuspendedMerchants suspended,
      StoreCheckout checkout,
      ShopNames shops,
      SameOrigin sameOrigin) {
    this.stores = stores;
    this.suspended = suspended;
    this.checkout = checkout;
    this.shops = shops;
    this.sameOrigin = sameOrigin;
  }

  @GetMapping
  ResponseEntity<String> page(@PathVariable String storeCode) {
    return (stores.find(storeCode).isPresent() ? HtmlPage.STORE : HtmlPage.NOT_FOUND).answer();
  }

  @GetMapping("/state")
  ResponseEntity<StorePageVO> state(@PathVariable String storeCode) {
    StoreBO store =
        stores.find(storeCode).orElseThrow(() -> new ApiException(ErrorCode.STORE_NOT_FOUND));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new StorePageVO(
                store.name(),
                shops.find(store.merchantNo()).orElse(null),
                store.status() == StoreStatus.OPEN && !suspended.isSuspended(store.merchantNo())));
  }

  @PostMapping(path = "/payments", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BegunPaymentVO> pay(
      @PathVariable String storeCode,
      @RequestBody StoreCheckout.Entry entry,
      HttpServletRequest request) {
    sameOrigin.require(request);
    String payToken = checkout.pay(storeCode, entry, request.getRemoteAddr());
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(new BegunPaymentVO("/cashier/" + payToken));
  }

  /**
   * A store as a payer sees it.
   *
   * @param shop the merchant's name; absent while nobody can tell it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StorePageVO(String name, @Nullable String shop, boolean open) {}

  /**
   * Where the payer goes on.
   *
   * @param cashier the path of the payment's cashier
   */
  record BegunPaymentVO(String cashier) {}
}
