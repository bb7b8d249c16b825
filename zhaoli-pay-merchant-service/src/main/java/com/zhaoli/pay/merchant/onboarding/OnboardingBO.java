package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.crypto.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An onboarding as stored.
 *
 * @param browserHash digest of the cookie of the browser that began it
 * @param status as stored; see {@link #statusAt}
 * @param openid who is bound now
 * @param scannerHash digest of the openid that scanned, also after it left
 * @param version counts the changes
 */
public record OnboardingBO(
    String qrToken,
    String browserHash,
    String ticket,
    String qrUrl,
    OnboardingStatus status,
    @Nullable String openid,
    @Nullable String scannerHash,
    @Nullable Instant scannedAt,
    @Nullable String merchantNo,
    long version,
    Instant expiresAt) {

  /** The status with the QR code's end taken into account. */
  public OnboardingStatus statusAt(Instant now) {
    return status.endsWithQrCode() && !now.isBefore(expiresAt) ? OnboardingStatus.EXPIRED : status;
  }

  /** Whether this browser began it. */
  public boolean belongsTo(String browserToken) {
    return Tokens.same(browserHash, Tokens.sha256(browserToken));
  }

  @Override
  public String toString() {
    return "OnboardingBO[" + status + ", merchantNo=" + merchantNo + "]";
  }
}
