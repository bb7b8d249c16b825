package com.zhaoli.pay.wechat.follower;

/** How a change stands. */
public enum ChangeStatus {
  RUNNING,
  DONE,
  /** Done for some, refused for others. */
  PARTLY,
  REFUSED,
  /** WeChat gave no answer too often. */
  GIVEN_UP
}
