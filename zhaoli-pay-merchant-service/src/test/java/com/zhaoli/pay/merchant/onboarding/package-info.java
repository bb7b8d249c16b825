/** Tests of onboarding. */
@NullMarked
package com.zhaoli.pay.merchant.onboarding;

import org.jspecify.annotations.NullMarked;
