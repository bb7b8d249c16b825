package com.zhaoli.pay.merchant.member;

/** Where a merchant stands with us. */
public enum MerchantStatus {
  /** Applied; an operator decides. */
  SUBMITTED,
  /** Has an app and may take payments. */
  APPROVED,
  /** Takes no payments and makes no calls until an operator resumes it. */
  SUSPENDED,
  /** Final: a corrected application is a new merchant, and the credit code is free for it. */
  REJECTED;

  /** Whether an operator may move a merchant so. */
  public boolean canMoveTo(MerchantStatus next) {
    return switch (this) {
      case SUBMITTED -> next == APPROVED || next == REJECTED;
      case APPROVED -> next == SUSPENDED;
      case SUSPENDED -> next == APPROVED;
      case REJECTED -> false;
    };
  }
}
