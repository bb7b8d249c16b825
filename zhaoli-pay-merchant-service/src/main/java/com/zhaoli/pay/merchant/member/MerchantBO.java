package com.zhaoli.pay.merchant.member;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A merchant.
 *
 * @param contactNameMasked as it may be shown
 * @param contactPhoneMasked as it may be shown
 * @param credentialsShownAt when its browser got the credentials, which happens once
 */
public record MerchantBO(
    String merchantNo,
    CreditCode creditCode,
    MerchantStatus status,
    String name,
    String contactNameMasked,
    String contactPhoneMasked,
    @Nullable String rejectReason,
    @Nullable String auditedBy,
    @Nullable Instant auditedAt,
    @Nullable Instant credentialsShownAt,
    Instant createdAt) {}
