package com.zhaoli.pay.notify.replay;

/** How far a replay is. */
public enum ReplayStatus {
  RUNNING,
  DONE
}
