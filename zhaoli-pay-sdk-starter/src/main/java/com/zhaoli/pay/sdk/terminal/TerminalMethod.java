package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.Words;

/** How a terminal sells. */
public enum TerminalMethod {
  /** It scans the payer's code. */
  BARCODE,
  /** The payer scans its code. */
  QR,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static TerminalMethod of(String word) {
    return Words.constant(TerminalMethod.class, word, UNKNOWN);
  }
}
