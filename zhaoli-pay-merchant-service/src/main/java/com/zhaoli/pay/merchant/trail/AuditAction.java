package com.zhaoli.pay.merchant.trail;

/** What operators do that is put on record. */
public enum AuditAction {
  OPERATOR_CREATED,
  OPERATOR_LOGIN,
  MERCHANT_APPROVED,
  MERCHANT_REJECTED
}
