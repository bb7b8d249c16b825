package com.zhaoli.pay.notify.replay;

/** How far a replay is. */
public enum ReplayStatus {
  RUNNING,
  DONE,
  /** Somebody ended it early: what it had ordered until then is delivered all the same. */
  CANCELLED
}
