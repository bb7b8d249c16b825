package com.zhaoli.pay.sandbox.officialaccount;

/** A refusal of the official account's API: HTTP 200 with an errcode. */
final class WechatError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errcode;

  WechatError(int errcode, String errmsg) {
    super(errmsg, null, false, false);
    this.errcode = errcode;
  }

  int errcode() {
    return errcode;
  }
}
