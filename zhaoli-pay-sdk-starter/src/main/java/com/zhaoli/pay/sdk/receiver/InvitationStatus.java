package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.json.Words;

/** Where an invitation stands. */
public enum InvitationStatus {
  /** Who scans first gets the messages. */
  OPEN,
  ACCEPTED,
  /** Taken back, or replaced by a later one. */
  CANCELLED,
  /** Nobody scanned in time. */
  EXPIRED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static InvitationStatus of(String word) {
    return Words.constant(InvitationStatus.class, word, UNKNOWN);
  }
}
