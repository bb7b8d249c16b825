package com.zhaoli.pay.common.client.payment;

import com.zhaoli.pay.common.client.job.WorkApi;
import org.springframework.cloud.openfeign.FeignClient;

/** The batch work of payment-service. */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "paymentWorkApi")
public interface PaymentWorkApi extends WorkApi {
  /** Asks the channels for orders whose outcome is not known; keys are attemptNos. */
  String STATUS_SYNC = "payment-status-sync";

  /** Closes unpaid payments whose time is over; keys are paymentNos. */
  String EXPIRED_CLOSE = "expired-order-close";

  /** The merchants that had business on a day, for keys only. */
  String DAY_MERCHANTS = "day-merchants";

  /** Removes what was kept for long enough; keys are names of tables. */
  String RETENTION = "retention";
}
