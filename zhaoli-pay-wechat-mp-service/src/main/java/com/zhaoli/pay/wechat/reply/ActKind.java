package com.zhaoli.pay.wechat.reply;

/** What followers do that may be answered. */
public enum ActKind {
  /** Wrote a text. */
  TEXT,
  /** Tapped an item of a menu that has a key. */
  CLICK,
  /** Began to follow; by a QR code where the content is its scene. */
  SUBSCRIBE,
  /** Scanned a QR code, whose scene is the content, while following. */
  SCAN,
  /** Sent something else than a text: a picture, a voice message, a place. */
  OTHER
}
