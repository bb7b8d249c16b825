package com.zhaoli.pay.payment.reconcile;

/** Somebody else has the run now: whoever gets this stops and writes nothing more. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(Lease lease) {
    super("run %s is no longer at turn %d".formatted(lease.runNo(), lease.turn()));
  }
}
