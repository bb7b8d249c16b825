package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.json.Words;

/** The wallet that pays. */
public enum PaymentChannel {
  ALIPAY,
  WECHAT,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static PaymentChannel of(String word) {
    return Words.constant(PaymentChannel.class, word, UNKNOWN);
  }
}
