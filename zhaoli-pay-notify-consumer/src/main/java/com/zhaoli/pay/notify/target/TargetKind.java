package com.zhaoli.pay.notify.target;

import com.zhaoli.pay.common.message.Routing;

/** The kinds of target, each with a work queue of its own: a slow one never delays the other. */
public enum TargetKind {
  TEMPLATE_MESSAGE("receiver", Routing.WECHAT_TEMPLATE_QUEUE),
  WEBHOOK("endpoint", Routing.MERCHANT_WEBHOOK_QUEUE);

  private final String unresolved;
  private final String workQueue;

  TargetKind(String unresolved, String workQueue) {
    this.unresolved = unresolved;
    this.workQueue = workQueue;
  }

  /** Stands for the target as long as nobody is known by name: none is bound, or look-up failed. */
  public String unresolvedTarget() {
    return unresolved;
  }

  /** The broker's queue for this kind. */
  public String workQueue() {
    return workQueue;
  }
}
