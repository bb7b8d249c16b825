package com.zhaoli.pay.wechat.follower.internal;

import com.zhaoli.pay.wechat.follower.SyncStep;

/** A step as the row of its run takes it. */
record SyncStepRow(String phase, String position, int total, int read, int calls, int restarts) {

  static SyncStepRow of(SyncStep step) {
    return new SyncStepRow(
        step.phase().name(),
        step.position(),
        step.total(),
        step.read(),
        step.calls(),
        step.restarts() ? 1 : 0);
  }
}
