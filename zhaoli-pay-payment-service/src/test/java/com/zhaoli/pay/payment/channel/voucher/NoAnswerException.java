package com.zhaoli.pay.payment.channel.voucher;

/**
 * Nothing that the channel signed came back: whether it acted is not known. Checked, so that no
 * call can forget it. The message quotes nothing of what came instead.
 */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unauthorized;

  NoAnswerException(String message) {
    super(message);
    this.unauthorized = false;
  }

  private NoAnswerException(String message, boolean unauthorized) {
    super(message);
    this.unauthorized = unauthorized;
  }

  static NoAnswerException ofStatus(int httpStatus) {
    return new NoAnswerException("HTTP " + httpStatus, httpStatus == 401);
  }

  /** Whether somebody there, who cannot prove to be the channel, says that it does not know us. */
  boolean isUnauthorized() {
    return unauthorized;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
