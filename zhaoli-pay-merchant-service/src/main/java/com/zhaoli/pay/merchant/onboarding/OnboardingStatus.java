package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.merchant.member.MerchantStatus;

/** Where an onboarding stands; the page shows one view for each. */
public enum OnboardingStatus {
  WAITING_SCAN,
  SCANNED,
  SUBMITTED,
  APPROVED,
  /** The same browser may apply again with corrected data. */
  REJECTED,
  /** Never stored: the QR code ran out before an application was made. */
  EXPIRED;

  /** Whether an application may be made now. */
  public boolean takesApplication() {
    return switch (this) {
      case SCANNED, REJECTED -> true;
      case WAITING_SCAN, SUBMITTED, APPROVED, EXPIRED -> false;
    };
  }

  /** Whether the onboarding ends with its QR code. */
  public boolean endsWithQrCode() {
    return switch (this) {
      case WAITING_SCAN, SCANNED -> true;
      case SUBMITTED, APPROVED, REJECTED, EXPIRED -> false;
    };
  }

  static OnboardingStatus of(MerchantStatus merchant) {
    return switch (merchant) {
      case SUBMITTED -> SUBMITTED;
      // A suspension is the merchant's affair: the application stays approved.
      case APPROVED, SUSPENDED -> APPROVED;
      case REJECTED -> REJECTED;
    };
  }
}
