package com.zhaoli.pay.notify.deadletter;

/** What became of a dead letter. */
public enum DeadLetterStatus {
  /** Waits for somebody, or for a try of the long tail. */
  OPEN,
  /** Somebody had it delivered again; what comes of that is not known so far. */
  REPLAYED,
  /** It was delivered after all. */
  DELIVERED,
  /** Somebody decided that nothing more is to be done. */
  DISCARDED
}
