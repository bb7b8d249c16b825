/** The onboarding page as people see it. */
@NullMarked
package com.zhaoli.pay.merchant.pages;

import org.jspecify.annotations.NullMarked;
