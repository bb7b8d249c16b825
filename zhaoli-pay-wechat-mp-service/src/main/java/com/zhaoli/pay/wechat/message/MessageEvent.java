package com.zhaoli.pay.wechat.message;

/** What may happen to a message. The first five are what an attempt came to. */
public enum MessageEvent {
  SENT,
  REFUSED,
  MISCONFIGURED,
  NOT_SENT,
  UNKNOWN,
  /** WeChat told what reached the phone. */
  REPORTED,
  /** No report was found in time for a message whose number is not known. */
  UNREPORTED,
  /** The service does not go on with it. */
  GIVEN_UP,
  /** An operator had it sent once more. */
  RESEND
}
