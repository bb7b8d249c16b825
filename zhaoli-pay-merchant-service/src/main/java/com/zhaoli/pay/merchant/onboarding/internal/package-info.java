/** Where onboardings are kept. */
@NullMarked
package com.zhaoli.pay.merchant.onboarding.internal;

import org.jspecify.annotations.NullMarked;
