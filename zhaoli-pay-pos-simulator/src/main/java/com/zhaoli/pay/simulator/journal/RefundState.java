package com.zhaoli.pay.simulator.journal;

/** How a refund stands, as far as the terminal knows. */
public enum RefundState {
  /** It was sent, or was about to be, and nothing was heard of it. */
  UNKNOWN("退款结果未知 Unknown", false),
  PROCESSING("退款处理中 Under way", false),
  SUCCEEDED("退款成功 Refunded", true),
  FAILED("退款失败 Refund failed", true),
  /** The platform refused the request, or can never receive it any more. */
  NOT_TAKEN("未受理 Not taken", true);

  private final String words;
  private final boolean isFinal;

  RefundState(String words, boolean isFinal) {
    this.words = words;
    this.isFinal = isFinal;
  }

  /** What the cashier reads. */
  public String words() {
    return words;
  }

  public boolean isFinal() {
    return isFinal;
  }
}
