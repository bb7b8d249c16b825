package com.zhaoli.pay.payment.order;

/** The states of one order at a channel. */
public enum AttemptStatus {
  /** Recorded here, before the channel is called. */
  CREATED,
  /** The payer can pay it, or is at it. */
  PAYING,
  /**
   * Nobody is to pay it any more (another wallet was opened, or the payment has ended), but the
   * channel may not know yet. The sync takes it off there; money that comes all the same goes back.
   */
  CLOSING,
  /** The channel took the money, whatever our payment made of it. */
  SUCCEEDED,
  /** To be undone at the channel, paid or not. The sync goes on until the channel has done it. */
  REVERSING,
  /** Undone: no money is kept. */
  REVERSED,
  FAILED,
  CLOSED;

  /** Whether a payer may still pay it with our consent. */
  public boolean isOpen() {
    return this == CREATED || this == PAYING;
  }

  /** Whether the sync has to go on with it. */
  public boolean isUndecided() {
    return isOpen() || this == CLOSING || this == REVERSING;
  }
}
