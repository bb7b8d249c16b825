package com.zhaoli.pay.merchant.audit.web;

import com.zhaoli.pay.merchant.member.SettlementAccountType;
import com.zhaoli.pay.merchant.member.SettlementBO;

/** An account for settlement as operators see it: of the number the last four digits. */
record SettlementVO(
    SettlementAccountType accountType,
    String accountHolder,
    String accountNumber,
    String bankName,
    String branchName) {
  static SettlementVO of(SettlementBO settlement) {
    return new SettlementVO(
        settlement.type(),
        settlement.holderMasked(),
        settlement.numberMasked(),
        settlement.bankName(),
        settlement.branchName());
  }
}
