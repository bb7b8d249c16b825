package com.zhaoli.pay.pos.terminal;

/** Where a terminal is in its life. */
public enum TerminalStatus {
  /** Known to the platform; the device has no key yet. */
  REGISTERED,
  /** The device has a key and works. */
  ACTIVE,
  /** Nobody knows where it is: nothing it sends is taken. */
  LOST,
  /** Taken out of use. */
  REVOKED;

  /** Whether it works or may begin to. */
  public boolean isInUse() {
    return this == REGISTERED || this == ACTIVE;
  }
}
