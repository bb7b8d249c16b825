package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.trail.AuditAction;

/** What operators change at WeChat. */
public enum ChangeKind {
  TAG(50, AuditAction.FOLLOWERS_TAG_BEGUN),
  UNTAG(50, AuditAction.FOLLOWERS_UNTAG_BEGUN),
  REMARK(1, AuditAction.FOLLOWER_REMARK_BEGUN),
  BLOCK(20, AuditAction.FOLLOWERS_BLOCK_BEGUN),
  UNBLOCK(20, AuditAction.FOLLOWERS_UNBLOCK_BEGUN),
  TAG_CREATE(0, AuditAction.TAG_CREATE_BEGUN),
  TAG_RENAME(0, AuditAction.TAG_RENAME_BEGUN),
  TAG_DELETE(0, AuditAction.TAG_DELETE_BEGUN);

  private final int perCall;
  private final AuditAction begun;

  ChangeKind(int perCall, AuditAction begun) {
    this.perCall = perCall;
    this.begun = begun;
  }

  /** How many followers WeChat takes in one call; 0 where it is not about followers. */
  int perCall() {
    return perCall;
  }

  AuditAction begun() {
    return begun;
  }

  /** Whether it is about several followers, of whom WeChat may refuse some. */
  public boolean isBulk() {
    return perCall > 1;
  }
}
