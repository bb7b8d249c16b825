package com.zhaoli.pay.wechat.follower;

/** What a sync does, in this order. */
public enum SyncPhase {
  /** Reads the account's tags. */
  TAGS,
  /** Reads the followers. */
  FOLLOWERS,
  /** Reads the block list. */
  BLACKLIST,
  /** Asks about those who were not in the list. */
  ABSENT
}
