package com.zhaoli.pay.merchant.app.web;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.app.AppKeyBO;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the gateway checks signatures with. */
@RestController
class CredentialInternalController {
  private final Apps apps;
  private final Merchants merchants;

  CredentialInternalController(Apps apps, Merchants merchants) {
    this.apps = apps;
    this.merchants = merchants;
  }

  @GetMapping("/internal/v1/credentials")
  ResponseEntity<AppCredential> credential(
      @RequestParam("appId") String appId, @RequestParam("keyId") String keyId) {
    AppKeyBO key = apps.key(appId, keyId).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    boolean approved = merchants.statusOf(key.merchantNo()) == MerchantStatus.APPROVED;
    String salt =
        merchants
            .salt(key.merchantNo())
            .orElseThrow(() -> new IllegalStateException("An app's merchant has a salt."));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new AppCredential(
                key.appId(),
                key.merchantNo(),
                key.keyId(),
                key.secret(),
                new Secret(salt),
                key.enabled() && approved,
                key.expiresAt()));
  }
}
