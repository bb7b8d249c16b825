package com.zhaoli.pay.merchant.trail;

/** What operators and merchants do that is put on record. */
public enum AuditAction {
  OPERATOR_CREATED,
  OPERATOR_LOGIN,
  MERCHANT_APPROVED,
  MERCHANT_REJECTED,
  CREDENTIALS_SHOWN,
  CREDENTIALS_CONFIRMED,
  MERCHANT_SUSPENDED,
  MERCHANT_RESUMED,
  APP_DISABLED,
  APP_ENABLED,
  KEY_ROTATED,
  KEY_REVOKED,
  KEY_REISSUED
}
