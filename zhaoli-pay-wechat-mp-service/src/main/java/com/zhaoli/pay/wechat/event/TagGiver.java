package com.zhaoli.pay.wechat.event;

/** Gives followers tags, at WeChat and on our list of followers. */
public interface TagGiver {

  /** What a try came to. */
  enum Outcome {
    GIVEN,
    /** WeChat will never give it. */
    REFUSED,
    /** Not known to be given: to be tried again. */
    UNKNOWN
  }

  /** Gives a follower a tag; to who has it already it does nothing. */
  Outcome give(String appId, int tagId, String openid);
}
