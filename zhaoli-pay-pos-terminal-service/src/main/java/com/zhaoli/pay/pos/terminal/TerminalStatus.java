package com.zhaoli.pay.pos.terminal;

/** Where a terminal is in its life. */
public enum TerminalStatus {
  /** Known to the platform; the device has no key yet. */
  REGISTERED
}
