package com.zhaoli.pay.wechat.reply;

/** Where the answer to an act stands. */
public enum ConversationStatus {
  /** The answer, or a part of it, is still to come. */
  PENDING,
  /** All that was to be said was handed to WeChat, or there was nothing. */
  DONE,
  /** A part was not taken by WeChat and will not be sent any more. */
  FAILED
}
