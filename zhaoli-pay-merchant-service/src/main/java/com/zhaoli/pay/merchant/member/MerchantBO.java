package com.zhaoli.pay.merchant.member;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A merchant.
 *
 * @param contactNameMasked as it may be shown
 * @param contactPhoneMasked as it may be shown
 * @param settlement null for merchants of the time before it was asked for
 * @param credentialsShownAt when its browser first got the credentials
 * @param credentialsConfirmedAt when that browser said that it has kept them
 */
public record MerchantBO(
    String merchantNo,
    CreditCode creditCode,
    MerchantStatus status,
    String name,
    String contactNameMasked,
    String contactPhoneMasked,
    @Nullable SettlementBO settlement,
    @Nullable String rejectReason,
    @Nullable String auditedBy,
    @Nullable Instant auditedAt,
    @Nullable Instant credentialsShownAt,
    @Nullable Instant credentialsConfirmedAt,
    Instant createdAt) {

  /**
   * Whether the credentials may be shown now: until they are confirmed, but no longer than the
   * window after they were first shown.
   */
  public boolean showsCredentials(Instant now, Duration window) {
    return status == MerchantStatus.APPROVED
        && credentialsConfirmedAt == null
        && (credentialsShownAt == null || now.isBefore(credentialsShownAt.plus(window)));
  }
}
