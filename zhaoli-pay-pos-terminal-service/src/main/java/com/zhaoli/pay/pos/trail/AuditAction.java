package com.zhaoli.pay.pos.trail;

/** What is put on record of terminals. */
public enum AuditAction {
  TERMINAL_REGISTERED,
  ACTIVATION_CODE_ISSUED,
  TERMINAL_ACTIVATED,
  TERMINAL_LOST,
  TERMINAL_REVOKED,
  TERMINAL_REINSTATED,
  TERMINAL_MOVED,
  KEY_ROTATION_REQUESTED,
  KEY_ISSUED,
  KEY_CONFIRMED,
  CONFIGURATION_CHANGED,
  /** The terminal was moved away from it; the detail names the shift. */
  SHIFT_ENDED,
  /** A request was refused; the detail begins with the error code. */
  REQUEST_REFUSED
}
