package com.zhaoli.pay.payment.order;

/** The states of one order at a channel. */
public enum AttemptStatus {
  /** Recorded here, before the channel is called. */
  CREATED,
  /** The payer can pay it. */
  PAYING,
  /** The channel took the money, whatever our payment made of it. */
  SUCCEEDED,
  FAILED,
  CLOSED
}
