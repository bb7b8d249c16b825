package com.zhaoli.pay.merchant.member;

/** The bank account that a merchant's money is settled to. Exists only with valid content. */
public record SettlementAccount(
    SettlementAccountType type, String holder, String number, String bankName, String branchName) {

  @Override
  public String toString() {
    return "SettlementAccount[" + type + "]";
  }
}
