package com.zhaoli.pay.wechat.follower;

/** How a sync stands. */
public enum SyncStatus {
  RUNNING,
  DONE,
  /** By an operator. */
  STOPPED,
  /** WeChat refused it, or gave no answer too often. */
  FAILED
}
