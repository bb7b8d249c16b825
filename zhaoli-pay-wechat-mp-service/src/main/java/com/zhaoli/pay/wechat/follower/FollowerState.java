package com.zhaoli.pay.wechat.follower;

/** Whether somebody follows the account. */
public enum FollowerState {
  FOLLOWING,
  GONE
}
