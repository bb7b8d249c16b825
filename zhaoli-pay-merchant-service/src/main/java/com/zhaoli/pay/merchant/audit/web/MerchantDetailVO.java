package com.zhaoli.pay.merchant.audit.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * One merchant as operators see it.
 *
 * @param app absent before the approval
 */
record MerchantDetailVO(@JsonUnwrapped MerchantOpsVO merchant, @Nullable AppOpsVO app) {}
