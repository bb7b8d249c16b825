package com.zhaoli.pay.payment.reconcile;

/** In what a bill and our books do not agree. */
public enum DifferenceKind {
  /** The bill has it, our books do not. */
  MISSING_HERE,
  /** Our books have it, the bill does not. */
  MISSING_THERE,
  /** Both have it, for different amounts; a number that is in the bill twice counts twice. */
  AMOUNT,
  /** Both have it, and only one says that it took place. */
  STATUS
}
