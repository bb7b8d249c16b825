package com.zhaoli.pay.common.operator;

/** What an operator may do. */
public enum OperatorRole {
  /** Everything. */
  ADMIN,
  /** Decides on applications; sees accounts, reconciliations and notifications. */
  AUDITOR
}
