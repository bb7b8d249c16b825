package com.zhaoli.pay.wechat.menu;

/** A call got no answer that says anything: it may have taken effect. */
final class WechatSilence extends Exception {
  private static final long serialVersionUID = 1L;

  WechatSilence(String problem) {
    super(problem);
  }
}
