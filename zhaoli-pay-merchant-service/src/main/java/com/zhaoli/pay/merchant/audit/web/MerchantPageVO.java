package com.zhaoli.pay.merchant.audit.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some merchants.
 *
 * @param next value of {@code after} for the page behind it; absent on the last page
 */
record MerchantPageVO(List<MerchantOpsVO> items, @Nullable String next) {}
