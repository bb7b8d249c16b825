package com.zhaoli.pay.wechat.reply;

/** What one rule says to an act. */
public enum Verdict {
  /** It answers. */
  ANSWERS,
  /** It is met, but one before it answers. */
  OVERRULED,
  /** It is met, but not at this time. */
  OUTSIDE_WINDOW,
  /** It would be asked if it were enabled. */
  DISABLED,
  /** It is not met. */
  NOT_MET
}
