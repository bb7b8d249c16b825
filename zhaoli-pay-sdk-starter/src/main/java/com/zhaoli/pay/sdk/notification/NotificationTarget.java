package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.json.Words;

/** Who is told. */
public enum NotificationTarget {
  /** A person, by a message in WeChat. */
  TEMPLATE_MESSAGE,
  /** A server, by a webhook. */
  WEBHOOK,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static NotificationTarget of(String word) {
    return Words.constant(NotificationTarget.class, word, UNKNOWN);
  }
}
