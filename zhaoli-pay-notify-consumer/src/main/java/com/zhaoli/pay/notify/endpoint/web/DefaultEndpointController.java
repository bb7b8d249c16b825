package com.zhaoli.pay.notify.endpoint.web;

import com.zhaoli.pay.common.client.notify.WebhookEndpointCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** For merchant-service, which shows a merchant its webhook secret with its other credentials. */
@RestController
class DefaultEndpointController {
  private final WebhookEndpoints endpoints;

  DefaultEndpointController(WebhookEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  @PutMapping("/internal/v1/merchants/{merchantNo}/default-webhook-endpoint")
  WebhookEndpointCredential ensure(
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "is no merchant number") String merchantNo) {
    WebhookEndpointBO endpoint = endpoints.ensureDefault(merchantNo);
    return new WebhookEndpointCredential(
        endpoint.endpointNo(), new Secret(endpoint.secret().value()));
  }
}
