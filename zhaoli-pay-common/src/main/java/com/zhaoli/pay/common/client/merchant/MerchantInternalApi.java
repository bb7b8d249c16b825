package com.zhaoli.pay.common.client.merchant;

import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** merchant-service for the other services. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-merchant-service", contextId = "merchantInternalApi")
public interface MerchantInternalApi {

  /** 404 when the app or the key is not known. */
  @GetMapping("/internal/v1/credentials")
  AppCredential credential(
      @RequestParam("appId") String appId, @RequestParam("keyId") String keyId);

  /** Empty when nobody is bound; 404 when the merchant is not known. */
  @GetMapping("/internal/v1/merchants/{merchantNo}/receivers")
  List<MessageReceiver> receivers(@PathVariable("merchantNo") String merchantNo);

  /** 404 when the merchant is not known. */
  @GetMapping("/internal/v1/merchants/{merchantNo}/name")
  MerchantName merchantName(@PathVariable("merchantNo") String merchantNo);

  /** Numbers of merchants that take no payments, behind {@code after}, ascending. */
  @GetMapping("/internal/v1/suspended-merchants")
  List<String> suspendedMerchants(
      @RequestParam("after") String after, @RequestParam("limit") int limit);

  /** Idempotent. */
  @PostMapping("/internal/v1/onboarding-scans")
  void onboardingScan(@RequestBody QrScan scan);

  /** Idempotent; 404 when the invitation is not known. */
  @PostMapping("/internal/v1/receiver-scans")
  ReceiverScanResult receiverScan(@RequestBody ReceiverScan scan);

  /** Idempotent. */
  @PostMapping("/internal/v1/openid-unbindings")
  void unbindOpenid(@RequestBody OpenidUnbinding unbinding);

  /** 401 when the token is not valid (any more). */
  @PostMapping("/internal/v1/operator-sessions/verify")
  OperatorIdentity verifyOperator(@RequestBody OperatorToken token);
}
