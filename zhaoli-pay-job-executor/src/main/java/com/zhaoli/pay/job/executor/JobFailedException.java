package com.zhaoli.pay.job.executor;

import org.jspecify.annotations.Nullable;

/** A run failed for a reason that is a sentence for operators. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobFailedException(String reason) {
    super(reason);
  }

  public JobFailedException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
