/** The onboarding page and its API. */
@NullMarked
package com.zhaoli.pay.merchant.onboarding.web;

import org.jspecify.annotations.NullMarked;
