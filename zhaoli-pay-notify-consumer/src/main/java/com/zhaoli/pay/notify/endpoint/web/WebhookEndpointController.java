package com.zhaoli.pay.notify.endpoint.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.address.AddressPolicy;
import com.zhaoli.pay.notify.endpoint.EndpointChange;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
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
  /** A day to change the secret at the merchant's servers. */
  private static final int OVERLAP_SECONDS = 86_400;

  private static final int LONGEST_OVERLAP_SECONDS = 604_800;

  /** No controls, no marks that turn the direction of text, no halves of characters. */
  private static final String SEEN = "[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]*";

  private static final String UNSEEN = "must not have characters that cannot be seen";

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

  @GetMapping("/{endpointNo}")
  WebhookEndpointVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo) {
    return WebhookEndpointVO.of(endpoints.get(merchantNo, endpointNo));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  WebhookEndpointVO create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestBody @Valid CreateDTO request) {
    requireAllowed(request.url());
    return WebhookEndpointVO.withSecret(
        endpoints.create(
            merchantNo,
            request.url(),
            request.description(),
            request.eventTypes() == null ? Set.of() : request.eventTypes(),
            request.maxPerSecond()));
  }

  /** What is not in the request stays. Later deliveries, retries too, go by the change. */
  @PatchMapping("/{endpointNo}")
  WebhookEndpointVO change(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo,
      @RequestBody @Valid ChangeDTO request) {
    if (request.isEmpty()) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "url",
          "one of url, description, eventTypes, maxPerSecond and status is required");
    }
    if (request.url() != null) {
      requireAllowed(request.url());
    }
    return WebhookEndpointVO.of(
        endpoints.change(
            merchantNo,
            endpointNo,
            new EndpointChange(
                request.url(),
                request.description(),
                request.eventTypes(),
                request.maxPerSecond(),
                request.status())));
  }

  @PostMapping("/{endpointNo}/rotate-secret")
  WebhookEndpointVO rotateSecret(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo,
      @RequestBody(required = false) @Valid @Nullable RotateDTO request) {
    Integer overlap = request == null ? null : request.overlapSeconds();
    return WebhookEndpointVO.withSecret(
        endpoints.rotateSecret(
            merchantNo,
            endpointNo,
            Duration.ofSeconds(overlap == null ? OVERLAP_SECONDS : overlap)));
  }

  @DeleteMapping("/{endpointNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo) {
    endpoints.delete(merchantNo, endpointNo);
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

  record CreateDTO(
      @NotBlank(message = "is required") String url,
      @Size(max = 100, message = "has 100 characters at most") @Pattern(regexp = SEEN, message = UNSEEN) @Nullable String description,
      @Nullable Set<EventType> eventTypes,
      @Min(value = 1, message = "must be 1 to 1000") @Max(value = 1_000, message = "must be 1 to 1000") @Nullable Integer maxPerSecond) {}

  record ChangeDTO(
      @Size(min = 1, message = "must not be empty") @Nullable String url,
      @Size(max = 100, message = "has 100 characters at most") @Pattern(regexp = SEEN, message = UNSEEN) @Nullable String description,
      @Nullable Set<EventType> eventTypes,
      @Min(value = 0, message = "must be 0 to 1000") @Max(value = 1_000, message = "must be 0 to 1000") @Nullable Integer maxPerSecond,
      @Nullable EndpointStatus status) {
    boolean isEmpty() {
      return url == null
          && description == null
          && eventTypes == null
          && maxPerSecond == null
          && status == null;
    }
  }

  record RotateDTO(
      @Min(value = 0, message = "must be 0 to 604800") @Max(value = LONGEST_OVERLAP_SECONDS, message = "must be 0 to 604800") @Nullable Integer overlapSeconds) {}
}
