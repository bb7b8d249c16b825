package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.licence.LicencePicture;
import com.zhaoli.pay.merchant.licence.Licences;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the licence's picture from the browser that onboards, as long as it may still apply. */
@Service
public class LicenceUpload {
  private final Onboardings onboardings;
  private final OnboardingStore store;
  private final Licences licences;
  private final TransactionTemplate transaction;

  LicenceUpload(
      Onboardings onboardings,
      OnboardingStore store,
      Licences licences,
      TransactionTemplate transaction) {
    this.onboardings = onboardings;
    this.store = store;
    this.licences = licences;
    this.transaction = transaction;
  }

  /**
   * Keeps the picture in place of an earlier one.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, ONBOARDING_EXPIRED, ONBOARDING_STATE_INVALID,
   *     BODY_TOO_LARGE, LICENCE_PICTURE_INVALID, or RATE_LIMITED when too many come at once
   */
  public void take(String qrToken, @Nullable String browserToken, byte[] sent) {
    // Before the work of drawing it, and again under the lock.
    onboardings.requireTakesApplication(onboardings.get(qrToken, browserToken));
    LicencePicture picture = licences.draw(sent);
    transaction.executeWithoutResult(
        status -> {
          onboardings.requireTakesApplication(
              store.lock(qrToken).orElseThrow(Onboardings::notFound));
          licences.keep(qrToken, picture);
        });
  }

  /**
   * The picture sent last, a JPEG, for the browser that sent it.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, LICENCE_NOT_FOUND
   */
  public byte[] latest(String qrToken, @Nullable String browserToken) {
    onboardings.get(qrToken, browserToken);
    return licences
        .latest(qrToken)
        .orElseThrow(() -> new ApiException(ErrorCode.LICENCE_NOT_FOUND));
  }
}
