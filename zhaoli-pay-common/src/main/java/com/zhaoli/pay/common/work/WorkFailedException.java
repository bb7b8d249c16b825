package com.zhaoli.pay.common.work;

/** A key cannot be worked on now, for a reason that is a sentence for operators. */
public final class WorkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkFailedException(String reason) {
    super(reason);
  }
}
