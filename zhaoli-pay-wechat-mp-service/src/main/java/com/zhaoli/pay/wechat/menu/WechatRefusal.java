package com.zhaoli.pay.wechat.menu;

/** WeChat answered a call with an errcode. */
final class WechatRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errcode;

  WechatRefusal(int errcode) {
    super("WeChat answered errcode " + errcode);
    this.errcode = errcode;
  }

  int errcode() {
    return errcode;
  }
}
