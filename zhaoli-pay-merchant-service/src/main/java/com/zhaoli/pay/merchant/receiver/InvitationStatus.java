package com.zhaoli.pay.merchant.receiver;

/** Where an invitation stands. */
public enum InvitationStatus {
  /** Whoever scans first is bound. */
  OPEN,
  /** Somebody was bound by it. */
  ACCEPTED,
  /** Taken back, or replaced by a later one. */
  CANCELLED,
  /** Never stored: its time is over and nobody scanned. */
  EXPIRED
}
