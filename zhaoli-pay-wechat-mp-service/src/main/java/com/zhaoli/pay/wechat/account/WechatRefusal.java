package com.zhaoli.pay.wechat.account;

/** WeChat answered a call with an errcode. */
public final class WechatRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errcode;

  public WechatRefusal(int errcode) {
    super("WeChat answered errcode " + errcode);
    this.errcode = errcode;
  }

  public int errcode() {
    return errcode;
  }
}
