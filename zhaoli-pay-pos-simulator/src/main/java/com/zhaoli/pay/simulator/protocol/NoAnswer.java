package com.zhaoli.pay.simulator.protocol;

/**
 * There is no answer from which one could tell what became of the request: it may have taken
 * effect.
 */
public final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean sent;

  /**
   * Of a request.
   *
   * @param sent false when it surely never left the terminal, since there was no connection
   */
  public NoAnswer(String reason, boolean sent) {
    super(reason);
    this.sent = sent;
  }

  public boolean wasSent() {
    return sent;
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
