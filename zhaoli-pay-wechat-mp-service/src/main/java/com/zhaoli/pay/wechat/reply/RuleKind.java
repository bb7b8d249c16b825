package com.zhaoli.pay.wechat.reply;

/** How a rule is met; among rules of the same priority in this order. */
public enum RuleKind {
  /** The text is the pattern. */
  EXACT(ActKind.TEXT),
  /** The text contains the pattern. */
  CONTAINS(ActKind.TEXT),
  /** A part of the text matches the regular expression. */
  REGEX(ActKind.TEXT),
  /** A menu's item of this key was tapped. */
  ON_CLICK(ActKind.CLICK),
  /** Somebody began to follow. */
  ON_SUBSCRIBE(ActKind.SUBSCRIBE);

  private final ActKind act;

  RuleKind(ActKind act) {
    this.act = act;
  }

  /** What the rule answers. */
  public ActKind act() {
    return act;
  }
}
