package com.zhaoli.pay.payment.order;

/** What texts of merchants may hold. */
public final class Texts {
  private Texts() {}

  /**
   * Whether there are neither control characters nor lone surrogates, which no charset can write: a
   * database would keep another text than it was given.
   */
  public static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
