package com.zhaoli.pay.merchant.operator;

/** What an operator may do. */
public enum OperatorRole {
  /** Everything. */
  ADMIN,
  /** Decides on applications. */
  AUDITOR
}
