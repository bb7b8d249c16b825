package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.merchant.onboarding.OnboardingStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the page polls.
 *
 * @param merchantNo from the application on
 * @param rejectReason of a rejected one
 */
record OnboardingStatusVO(
    OnboardingStatus status, @Nullable String merchantNo, @Nullable String rejectReason) {}
