package com.zhaoli.pay.pos.trail;

/** Tells numbers of terminals from numbers that somebody made up. */
public interface KnownTerminals {

  /** Whether there is a terminal of this number, in use or not. */
  boolean isKnown(String terminalNo);
}
