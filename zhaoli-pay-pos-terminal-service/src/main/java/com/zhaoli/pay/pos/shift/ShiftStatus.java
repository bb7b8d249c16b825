package com.zhaoli.pay.pos.shift;

/** Whether a shift goes on. */
public enum ShiftStatus {
  OPEN,
  CLOSED
}
