package com.zhaoli.pay.wechat.account;

/** A call got no answer that says anything: it may have taken effect. */
public final class WechatSilence extends Exception {
  private static final long serialVersionUID = 1L;

  public WechatSilence(String problem) {
    super(problem);
  }
}
