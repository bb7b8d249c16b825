package com.zhaoli.pay.common.message;

/** A frame that cannot be split into members: damaged, or of a version that is not known here. */
public final class BatchFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BatchFormatException(String message) {
    super(message);
  }
}
