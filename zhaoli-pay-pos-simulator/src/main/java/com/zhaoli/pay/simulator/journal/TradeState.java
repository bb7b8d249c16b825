package com.zhaoli.pay.simulator.journal;

/** How a trade stands, as far as the terminal knows. */
public enum TradeState {
  /** It was sent, or was about to be, and nothing was heard of it. Not "failed". */
  UNKNOWN("结果未知，请勿重复收款 Unknown: do not charge again", false),
  PAYING("等待付款 Waiting for payment", false),
  REVERSING("正在撤销 Cancelling", false),
  SUCCEEDED("收款成功 Paid", true),
  FAILED("收款失败 Not paid", true),
  REVERSED("已撤销，款项未收取或已退回 Cancelled, no money kept", true),
  CLOSED("已关闭，未付款 Closed, not paid", true),
  /** The platform refused the request, or it never left the terminal: there is no such trade. */
  NOT_TAKEN("未受理 Not taken", true);

  private final String words;
  private final boolean isFinal;

  TradeState(String words, boolean isFinal) {
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
