package com.zhaoli.pay.wechat.message;

/** Where a message stands. */
public enum MessageStatus {
  /** Stored, never tried. */
  PENDING,
  /** An attempt runs while its lease lasts; a lease that ended leaves the outcome unknown. */
  SENDING,
  /** WeChat took it. */
  SENT,
  /** WeChat took it and reported that it did not arrive. */
  UNDELIVERED,
  /** Surely not sent; tried again while there is time. */
  NOT_SENT,
  /** Surely not sent for our own fault; tried again while there is time. */
  MISCONFIGURED,
  /** Final: WeChat will not take it. */
  REFUSED,
  /** Perhaps sent; repeated only while client_msg_id guards against a second message. */
  UNKNOWN
}
