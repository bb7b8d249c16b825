package com.zhaoli.pay.common.client.payment;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Merchants' stores at payment-service. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "storeInternalApi")
public interface StoreInternalApi {

  /** 404 where the merchant has made no store of this storeId. */
  @GetMapping("/internal/v1/merchants/{merchantNo}/stores/{storeId}/name")
  StoreName storeName(
      @PathVariable("merchantNo") String merchantNo, @PathVariable("storeId") String storeId);
}
