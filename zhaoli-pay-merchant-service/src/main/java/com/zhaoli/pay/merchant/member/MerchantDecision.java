package com.zhaoli.pay.merchant.member;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about an application.
 *
 * @param reason why it was rejected
 * @param salt the salt of an approved merchant, in clear: the register seals it
 */
public record MerchantDecision(
    String merchantNo,
    MerchantStatus status,
    String operatorNo,
    Instant at,
    @Nullable String reason,
    @Nullable String salt) {

  public static MerchantDecision approve(
      String merchantNo, String operatorNo, Instant at, String salt) {
    return new MerchantDecision(merchantNo, MerchantStatus.APPROVED, operatorNo, at, null, salt);
  }

  public static MerchantDecision reject(
      String merchantNo, String operatorNo, Instant at, String reason) {
    return new MerchantDecision(merchantNo, MerchantStatus.REJECTED, operatorNo, at, reason, null);
  }

  @Override
  public String toString() {
    return "MerchantDecision[" + merchantNo + " " + status + " by " + operatorNo + "]";
  }
}
