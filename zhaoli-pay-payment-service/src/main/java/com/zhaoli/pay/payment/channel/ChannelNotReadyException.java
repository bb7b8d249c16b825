package com.zhaoli.pay.payment.channel;

/** A configured account cannot be used now: a key is missing or cannot be read. */
public final class ChannelNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChannelNotReadyException(String message) {
    super(message);
  }

  public ChannelNotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
