package com.zhaoli.pay.wechat.message;

import org.jspecify.annotations.Nullable;

/** What one attempt to send a message came to. */
public sealed interface SendOutcome {
  /**
   * WeChat took it, now or at an attempt before.
   *
   * @param wechatMsgId null when the answer that named it was lost
   */
  record Accepted(@Nullable String wechatMsgId) implements SendOutcome {}

  /** WeChat will never take it: the user left, or refuses messages. */
  record Refused(int errcode, String problem) implements SendOutcome {}

  /** Our account or template is not set up for it: sent again when asked after a repair. */
  record Misconfigured(@Nullable Integer errcode, String problem) implements SendOutcome {}

  /** It surely was not sent, and may be later. */
  record NotSent(@Nullable Integer errcode, String problem) implements SendOutcome {}

  /** Nobody knows whether WeChat took it. */
  record Unknown(String problem) implements SendOutcome {}
}
