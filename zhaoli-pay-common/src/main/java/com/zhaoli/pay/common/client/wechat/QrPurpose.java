package com.zhaoli.pay.common.client.wechat;

/** What a scan of a QR code means. */
public enum QrPurpose {
  /** A merchant joins; the business id is the onboarding's qrToken. */
  ONBOARDING,
  /** Somebody is to get a merchant's messages; the business id is the invitation's number. */
  RECEIVER
}
