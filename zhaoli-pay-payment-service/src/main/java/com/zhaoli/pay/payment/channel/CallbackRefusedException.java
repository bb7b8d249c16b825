package com.zhaoli.pay.payment.channel;

/** A callback that we do not act on. The message never quotes the callback. */
public final class CallbackRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The signature is missing or not the channel's. */
    FORGED,
    /** Signed too long ago, or in the future. */
    STALE,
    /** Authentic, but not to be read. */
    MALFORMED,
    /** Authentic, but another app, merchant, order, amount or trade number than ours. */
    MISMATCHING,
    /** The address names a channel account that there is not. */
    UNKNOWN_ACCOUNT,
    /** The body is larger than any real callback. */
    TOO_LARGE,
    /** We could not do our part; the channel is to send it again. */
    UNAVAILABLE
  }

  private final Reason reason;

  public CallbackRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public CallbackRefusedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
