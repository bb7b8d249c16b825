package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.json.Words;

/** Where the delivery of one event to one target stands. */
public enum NotificationStatus {
  /** Not tried yet. */
  PENDING,
  /** It is under way. */
  DELIVERING,
  /** The last attempt failed, the next one comes. */
  RETRYING,
  DELIVERED,
  /** There was nobody to tell. */
  SKIPPED,
  /** The address answered 410: it wants this event never again. */
  GONE,
  /** Its endpoint is paused: kept until that is resumed. */
  HELD,
  /** Its quick tries are used up; it is tried ever more rarely. */
  LONG_TAIL,
  /** Given up until somebody has it delivered again. */
  DEAD,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static NotificationStatus of(String word) {
    return Words.constant(NotificationStatus.class, word, UNKNOWN);
  }
}
