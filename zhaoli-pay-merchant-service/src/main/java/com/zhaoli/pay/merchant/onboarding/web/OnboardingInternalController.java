package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.common.client.merchant.OpenidUnbinding;
import com.zhaoli.pay.common.client.merchant.QrScan;
import com.zhaoli.pay.merchant.onboarding.Onboardings;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What wechat-mp-service reports. Every report may come more than once. */
@RestController
class OnboardingInternalController {
  private final Onboardings onboardings;

  OnboardingInternalController(Onboardings onboardings) {
    this.onboardings = onboardings;
  }

  @PostMapping("/internal/v1/onboarding-scans")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void scanned(@RequestBody QrScan scan) {
    onboardings.scanned(scan);
  }

  @PostMapping("/internal/v1/openid-unbindings")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unbound(@RequestBody OpenidUnbinding unbinding) {
    onboardings.unbound(unbinding);
  }
}
