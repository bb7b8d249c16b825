package com.zhaoli.pay.merchant.onboarding;

import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.APPROVED;
import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.EXPIRED;
import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.REJECTED;
import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.SCANNED;
import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.SUBMITTED;
import static com.zhaoli.pay.merchant.onboarding.OnboardingStatus.WAITING_SCAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.merchant.member.MerchantStatus;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnboardingStatusTest {
  private static final Instant END = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void anApplicationIsTakenAfterTheScanAndAfterARejectionOnly() {
    assertThat(EnumSet.allOf(OnboardingStatus.class))
        .filteredOn(OnboardingStatus::takesApplication)
        .containsExactlyInAnyOrder(SCANNED, REJECTED);
  }

  @Test
  void onlyWhatHasNoApplicationEndsWithItsQrCode() {
    for (OnboardingStatus status :
        EnumSet.of(WAITING_SCAN, SCANNED, SUBMITTED, APPROVED, REJECTED)) {
      OnboardingStatus before = view(status).statusAt(END.minusMillis(1));
      OnboardingStatus after = view(status).statusAt(END);
      assertThat(before).isEqualTo(status);
      assertThat(after).isEqualTo(status == WAITING_SCAN || status == SCANNED ? EXPIRED : status);
    }
  }

  @ParameterizedTest
  @EnumSource(MerchantStatus.class)
  void theOnboardingFollowsItsMerchantAndStaysApprovedWhenThatIsSuspended(MerchantStatus merchant) {
    assertThat(OnboardingStatus.of(merchant).name())
        .isEqualTo(merchant == MerchantStatus.SUSPENDED ? "APPROVED" : merchant.name());
  }

  private static OnboardingView view(OnboardingStatus status) {
    return new OnboardingView("hash", status, null, 1, END);
  }
}
