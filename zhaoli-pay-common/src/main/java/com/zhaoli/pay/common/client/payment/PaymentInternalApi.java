package com.zhaoli.pay.common.client.payment;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** payment-service for the other services. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "paymentInternalApi")
public interface PaymentInternalApi {

  /** Asks the channels for the state of payments of a shard that are due, oldest first. */
  @PostMapping("/internal/v1/payments/sync-batch")
  SyncBatchResult syncBatch(@RequestBody SyncBatchRequest request);
}
