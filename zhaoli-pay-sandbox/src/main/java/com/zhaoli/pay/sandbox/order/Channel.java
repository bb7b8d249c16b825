package com.zhaoli.pay.sandbox.order;

/** A wallet that the sandbox plays. */
public enum Channel {
  ALIPAY,
  WECHAT
}
