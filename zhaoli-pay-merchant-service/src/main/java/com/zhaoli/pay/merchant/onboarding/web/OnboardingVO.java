package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.merchant.onboarding.OnboardingBO;
import com.zhaoli.pay.merchant.onboarding.OnboardingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An onboarding for its browser.
 *
 * @param qrCodeUrl path of the QR code's picture
 * @param ticket WeChat's ticket of the QR code
 * @param licence whether a picture of the licence is there
 */
record OnboardingVO(
    String qrToken,
    String qrCodeUrl,
    String ticket,
    Instant expiresAt,
    OnboardingStatus status,
    @Nullable String merchantNo,
    boolean licence) {

  static OnboardingVO of(OnboardingBO onboarding, Instant now, boolean licence) {
    return new OnboardingVO(
        onboarding.qrToken(),
        "/onboarding/v1/sessions/" + onboarding.qrToken() + "/qr.png",
        onboarding.ticket(),
        onboarding.expiresAt(),
        onboarding.statusAt(now),
        onboarding.merchantNo(),
        licence);
  }
}
