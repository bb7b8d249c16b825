package com.zhaoli.pay.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people type them. */
public final class Fen {
  private static final Pattern YUAN = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,2}))?");

  private Fen() {}

  /**
   * Fen of yuan, such as 1280 of 12.80.
   *
   * @throws IllegalArgumentException when it is no amount, or none at all
   */
  public static long of(String yuan) {
    Matcher amount = YUAN.matcher(yuan);
    if (!amount.matches()) {
      throw new IllegalArgumentException("金额应如 12.80 An amount is written like 12.80");
    }
    String cents = amount.group(2) == null ? "00" : (amount.group(2) + "0").substring(0, 2);
    long fen = Long.parseLong(amount.group(1)) * 100 + Long.parseLong(cents);
    if (fen == 0) {
      throw new IllegalArgumentException("金额不能为零 The amount is zero");
    }
    return fen;
  }
}
