package com.zhaoli.pay.wechat.reply;

/** Where a reply comes from. */
public enum ReplySource {
  RULE,
  /** The QR code that was scanned. */
  SCENE,
  CHATBOT,
  /** The configured text. */
  DEFAULT,
  /** There was nothing to say. */
  NONE
}
