package com.zhaoli.pay.e2e;

/** A step did not do what it promises; the message says which and what came back. */
public final class StepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StepFailure(String message) {
    super(message);
  }

  public StepFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
