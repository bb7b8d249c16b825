package com.zhaoli.pay.pos.refund;

/** The states of a refund at a terminal. */
public enum PosRefundStatus {
  PROCESSING,
  SUCCEEDED,
  /** No money goes back under this number. */
  FAILED;

  /** Whether it stays so. */
  public boolean isFinal() {
    return this != PROCESSING;
  }
}
