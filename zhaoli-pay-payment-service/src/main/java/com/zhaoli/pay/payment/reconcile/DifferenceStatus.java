package com.zhaoli.pay.payment.reconcile;

/** What was decided on a difference. */
public enum DifferenceStatus {
  /** Midnight is near: the neighbour day's bill may still hold it. */
  WAITING,
  /** Somebody has to look at it. */
  OPEN,
  /** It was put right, or a later comparison no longer found it. */
  RESOLVED,
  /** It is known and may stay. */
  IGNORED
}
