package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A merchant as operators see it: personal data stays masked. */
record MerchantOpsVO(
    String merchantNo,
    MerchantStatus status,
    String creditCode,
    String name,
    String contactName,
    String contactPhone,
    @Nullable SettlementVO settlement,
    @Nullable String rejectReason,
    @Nullable String auditedBy,
    @Nullable Instant auditedAt,
    Instant createdAt) {
  static MerchantOpsVO of(MerchantBO merchant) {
    return new MerchantOpsVO(
        merchant.merchantNo(),
        merchant.status(),
        merchant.creditCode().value(),
        merchant.name(),
        merchant.contactNameMasked(),
        merchant.contactPhoneMasked(),
        merchant.settlement() == null ? null : SettlementVO.of(merchant.settlement()),
        merchant.rejectReason(),
        merchant.auditedBy(),
        merchant.auditedAt(),
        merchant.createdAt());
  }
}
