package com.zhaoli.pay.common.client.notify;

import com.zhaoli.pay.common.client.job.WorkApi;
import org.springframework.cloud.openfeign.FeignClient;

/** The batch work of notify-consumer. */
@FeignClient(name = "zhaoli-pay-notify-consumer", contextId = "notifyWorkApi")
public interface NotifyWorkApi extends WorkApi {
  /** Delivers webhooks again that were given up; keys are deadLetterNos. */
  String WEBHOOK_COMPENSATION = "webhook-compensation";

  /** Removes what was kept for long enough; keys are names of tables. */
  String RETENTION = "retention";
}
