package com.zhaoli.pay.pos.heartbeat;

/** How much paper a terminal's printer has. */
public enum PaperState {
  OK,
  LOW,
  OUT
}
