package com.zhaoli.pay.common.client.payment;

import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Statements at payment-service. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "statementInternalApi")
public interface StatementInternalApi {

  /** The totals of some merchants, in their order. */
  @PostMapping("/internal/v1/statements/totals")
  List<DayTotals> totals(@RequestBody DayTotalsRequest request);
}
