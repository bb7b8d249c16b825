package com.zhaoli.pay.payment.reconcile;

/** The states of a run. Which of them come to an end is said by when the run is due next. */
public enum RunStatus {
  /** Asked for. */
  PENDING,
  /** Somebody reads the bill. */
  FETCHING,
  /** The bill was read to its end and is right; somebody compares it. */
  COMPARING,
  /** Compared. */
  DONE,
  /** The bill could not be read, or was damaged, or the work broke off. */
  FAILED,
  /** The channel has no bill of that day so far. */
  NOT_THERE
}
