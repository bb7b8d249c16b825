package com.zhaoli.pay.notify.log;

/** Where the delivery of one event to one target stands. */
public enum NotificationStatus {
  /** Stored in dispatch mode async, not tried yet. */
  PENDING,
  /** Somebody holds the lease and works on it. */
  DELIVERING,
  /** The last attempt failed, the next one comes. */
  RETRYING,
  DELIVERED,
  /** There was nobody to tell. */
  SKIPPED,
  /** The target answered 410: it wants this event never again. */
  GONE,
  /** Its endpoint is paused: kept until that is resumed. */
  HELD,
  /** Its quick tries are used up: a dead letter, which is tried ever more rarely all the same. */
  LONG_TAIL,
  /** Given up: a dead letter. */
  DEAD;

  /** Whether nothing more happens by itself. */
  public boolean isFinal() {
    return switch (this) {
      case DELIVERED, SKIPPED, GONE, DEAD -> true;
      case PENDING, DELIVERING, RETRYING, HELD, LONG_TAIL -> false;
    };
  }
}
