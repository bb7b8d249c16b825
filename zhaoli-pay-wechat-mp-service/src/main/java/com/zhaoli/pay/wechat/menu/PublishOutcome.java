package com.zhaoli.pay.wechat.menu;

/** What one try to publish came to. */
sealed interface PublishOutcome {
  /** WeChat shows the version. */
  record Done() implements PublishOutcome {}

  /** WeChat will not take it as it is. */
  record Refused(int errcode, String problem) implements PublishOutcome {}

  /** Unknown, or to be tried again: the next try begins with asking WeChat what is live. */
  record Later(String problem) implements PublishOutcome {}
}
