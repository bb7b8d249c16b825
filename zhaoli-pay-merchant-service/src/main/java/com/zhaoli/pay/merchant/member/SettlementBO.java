package com.zhaoli.pay.merchant.member;

/**
 * A merchant's account for settlement as it may be shown.
 *
 * @param holderMasked a company's name in full, a person's masked
 * @param numberMasked the last four digits
 */
public record SettlementBO(
    SettlementAccountType type,
    String holderMasked,
    String numberMasked,
    String bankName,
    String branchName) {}
