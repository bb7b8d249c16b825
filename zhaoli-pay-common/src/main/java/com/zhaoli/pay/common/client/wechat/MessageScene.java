package com.zhaoli.pay.common.client.wechat;

/** What a template message is about; each has its template and its fields in wechat-mp-service. */
public enum MessageScene {
  /** Fields: amount, outTradeNo, channel, paidAt, status. */
  PAYMENT_RESULT,
  /** Fields: merchantName, result, reason, auditedAt. */
  ONBOARDING_AUDIT,
  /** Fields: endpoint, reason, pausedAt. */
  ENDPOINT_PAUSED,
  /** Fields: amount, outTradeNo, refundNo, at, status. */
  REFUND_RESULT,
  /** To who scanned an invitation. Fields: merchantName, role, result, scannedAt. */
  RECEIVER_INVITATION,
  /**
   * What a merchant took and gave back on a day. Fields: merchantName, day, received, payments,
   * refunded.
   */
  DAILY_STATEMENT
}
