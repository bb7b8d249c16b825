package com.zhaoli.pay.merchant.onboarding;

import org.jspecify.annotations.Nullable;

/**
 * An onboarding for the browser that asked.
 *
 * @param browserToken the new cookie's value; null when the browser goes on with an onboarding that
 *     it has the cookie of
 */
public record BegunOnboarding(OnboardingBO onboarding, @Nullable String browserToken) {
  @Override
  public String toString() {
    return "BegunOnboarding[" + onboarding + "]";
  }
}
