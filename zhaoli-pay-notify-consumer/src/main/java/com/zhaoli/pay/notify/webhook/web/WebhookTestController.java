package com.zhaoli.pay.notify.webhook.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.webhook.WebhookTest;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The test button of an endpoint. */
@RestController
class WebhookTestController {
  private final WebhookEndpoints endpoints;
  private final WebhookTest test;

  WebhookTestController(WebhookEndpoints endpoints, WebhookTest test) {
    this.endpoints = endpoints;
    this.test = test;
  }

  /** Sends a signed event of type {@code endpoint.test} and answers with what came of it. */
  @PostMapping("/openapi/v1/webhook-endpoints/{endpointNo}/test")
  TestVO test(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo) {
    WebhookTest.Result result = test.send(endpoints.get(merchantNo, endpointNo));
    return new TestVO(
        result.eventId(),
        result.delivered(),
        result.httpStatus(),
        result.problem(),
        result.took().toMillis());
  }

  /**
   * @param httpStatus absent when there was no answer
   * @param problem absent when the event was taken
   */
  record TestVO(
      String eventId,
      boolean delivered,
      @Nullable Integer httpStatus,
      @Nullable String problem,
      long tookMillis) {}
}
