package com.zhaoli.pay.common.client.payment;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Reconciliation at payment-service. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "reconcileInternalApi")
public interface ReconcileInternalApi {

  /**
   * Has a day compared with the channels' bills, for every account that had business and where that
   * is not done yet. Answers at once; payment-service works on it afterwards, and tries again by
   * itself while a bill is not there.
   */
  @PostMapping("/internal/v1/payments/reconcile")
  ReconcileResult reconcile(@RequestBody ReconcileRequest request);
}
