package com.zhaoli.pay.wechat.event;

import java.time.Instant;

/** What the tap on a menu's button brings; its key is looked up, never parsed. */
public interface ClickReplies {

  /**
   * Replies to a tap, or does nothing where nobody knows the key. May be called more than once for
   * one tap; an exception makes the call come again for ten minutes.
   */
  void reply(String openid, String key, Instant clickedAt);
}
