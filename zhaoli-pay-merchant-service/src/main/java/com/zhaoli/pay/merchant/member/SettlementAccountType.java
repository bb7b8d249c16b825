package com.zhaoli.pay.merchant.member;

/** Whose bank account a merchant's money goes to. */
public enum SettlementAccountType {
  /** 对公账户: of the company; its holder is public. */
  CORPORATE,
  /** 对私账户: of a person, usually the owner of a small shop. */
  PERSONAL
}
