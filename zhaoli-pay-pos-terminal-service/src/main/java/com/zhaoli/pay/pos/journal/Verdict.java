package com.zhaoli.pay.pos.journal;

/** What becomes of a journal's entry. */
public enum Verdict {
  /** Both sides have the same. */
  MATCH,
  /** The platform knows another status, which is the truth. */
  CORRECTED,
  /** The platform had not heard of it, and nothing will be paid under its number. */
  NOT_RECEIVED,
  /** The number stands for something else; people look into it. */
  CONFLICT
}
