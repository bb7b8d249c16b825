package com.zhaoli.pay.sdk.payment;

/** The wallet that pays. */
public enum PaymentChannel {
  ALIPAY,
  WECHAT,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static PaymentChannel of(String word) {
    for (PaymentChannel value : values()) {
      if (value.name().equals(word)) {
        return value;
      }
    }
    return UNKNOWN;
  }
}
