package com.zhaoli.pay.job.run;

/** Where a run stands. */
public enum RunStatus {
  /** Somebody asks the owning service for its ranges. */
  PLANNING,
  /** Its ranges are worked on, or wait for somebody. */
  OPEN,
  /** The console stopped it; the next trigger goes on with it. */
  STOPPED,
  /** Nothing of it is left. */
  DONE,
  /** Another run was begun in its place. */
  ABANDONED
}
