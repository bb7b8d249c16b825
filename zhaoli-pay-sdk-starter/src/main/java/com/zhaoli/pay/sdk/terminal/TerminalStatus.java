package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.Words;

/** Whether what a terminal signs is let in. */
public enum TerminalStatus {
  REGISTERED,
  ACTIVE,
  LOST,
  REVOKED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static TerminalStatus of(String word) {
    return Words.constant(TerminalStatus.class, word, UNKNOWN);
  }
}
