package com.zhaoli.pay.notify.endpoint.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.address.AddressPolicy;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A merchant's webhook endpoints. Only the text of an address is checked here; what it resolves to
 * is checked at each delivery, when it matters.
 */
@RestController
@RequestMapping("/openapi/v1/webhook-endpoints")
class WebhookEndpointController {
  private final WebhookEndpoints endpoints;
  private final AddressPolicy addresses;

  WebhookEndpointController(WebhookEndpoints endpoints, AddressPolicy addresses) {
    this.endpoints = endpoints;
    this.addresses = addresses;
  }

  @GetMapping
  EndpointsVO list(@RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo) {
    return new EndpointsVO(
        endpoints.ofMerchant(merchantNo).stream().map(WebhookEndpointVO::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  WebhookEndpointVO create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestBody @Valid CreateDTO request) {
    requireAllowed(request.url());
    return WebhookEndpointVO.withSecret(endpoints.create(merchantNo, request.url()));
  }

  /** Later deliveries, retries too, go to the new address. */
  @PatchMapping("/{endpointNo}")
  WebhookEndpointVO change(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable String endpointNo,
      @RequestBody @Valid ChangeDTO request) {
    requireAllowed(request.url());
    return WebhookEndpointVO.of(endpoints.changeUrl(merchantNo, endpointNo, request.url()));
  }

  private void requireAllowed(String url) {
    addresses
        .problemOf(url)
        .ifPresent(
            problem -> {
              throw ApiException.of(ErrorCode.WEBHOOK_URL_FORBIDDEN, "url", problem);
            });
  }

  record EndpointsVO(List<WebhookEndpointVO> items) {}

  record CreateDTO(@NotBlank(message = "is required") String url) {}

  record ChangeDTO(@NotBlank(message = "is required") String url) {}
}
