package com.zhaoli.pay.wechat.scene;

/** What one try to have WeChat make a code came to. */
sealed interface Making {
  /** WeChat made it, now or before. */
  record Made(String ticket, String url) implements Making {}

  /** WeChat will not make it. */
  record Refused(int errcode) implements Making {}

  /** Perhaps it made it: to be asked again, for the same scene, which makes no second one. */
  record Unclear(String problem) implements Making {}
}
