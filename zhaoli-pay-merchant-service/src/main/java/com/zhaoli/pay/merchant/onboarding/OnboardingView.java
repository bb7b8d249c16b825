package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.crypto.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the page's polling needs of an onboarding, small enough for Redis. */
public record OnboardingView(
    String browserHash,
    OnboardingStatus status,
    @Nullable String merchantNo,
    long version,
    Instant expiresAt) {

  static OnboardingView of(OnboardingBO onboarding) {
    return new OnboardingView(
        onboarding.browserHash(),
        onboarding.status(),
        onboarding.merchantNo(),
        onboarding.version(),
        onboarding.expiresAt());
  }

  /** The status with the QR code's end taken into account. */
  public OnboardingStatus statusAt(Instant now) {
    return status.endsWithQrCode() && !now.isBefore(expiresAt) ? OnboardingStatus.EXPIRED : status;
  }

  /** Whether this browser began it. */
  public boolean belongsTo(String browserToken) {
    return Tokens.same(browserHash, Tokens.sha256(browserToken));
  }
}
