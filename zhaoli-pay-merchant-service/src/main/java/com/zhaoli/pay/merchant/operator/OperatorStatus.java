package com.zhaoli.pay.merchant.operator;

/** Whether an operator may log in. */
public enum OperatorStatus {
  ENABLED,
  /** None of the sessions counts, and none begins, until an administrator enables it. */
  DISABLED
}
