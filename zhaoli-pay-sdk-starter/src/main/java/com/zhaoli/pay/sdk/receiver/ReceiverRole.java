package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.json.Words;

/** What a receiver is to the shop, and with it which messages it gets. */
public enum ReceiverRole {
  /** Who applied. One for each merchant, neither made nor removed; gets every message. */
  OWNER,
  /** Results of payments and of refunds. */
  FINANCE,
  /** Results of payments. */
  STAFF,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static ReceiverRole of(String word) {
    return Words.constant(ReceiverRole.class, word, UNKNOWN);
  }

  boolean canBeGiven() {
    return switch (this) {
      case FINANCE, STAFF -> true;
      case OWNER, UNKNOWN -> false;
    };
  }
}
