package com.zhaoli.pay.notify.claim;

/** Redis gave no answer: nothing is known of a claim. */
public final class ClaimsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClaimsUnavailableException(Throwable cause) {
    super("Redis gave no answer to a claim.", cause);
  }
}
