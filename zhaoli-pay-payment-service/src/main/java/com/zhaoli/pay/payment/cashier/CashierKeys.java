package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.common.crypto.Tokens;
import java.util.regex.Pattern;

/**
 * Tokens and keys of the cashier: 24 random bytes each, so nobody guesses one. The database keeps
 * hashes of keys only; who reads it cannot play a browser.
 */
public final class CashierKeys {
  private static final int BYTES = 24;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_\\-]{32}");

  private CashierKeys() {}

  /** Whether this could be a pay token, or a key of ours. What could not is not looked up. */
  public static boolean isShape(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** A new key. */
  public static String next() {
    return Tokens.random(BYTES);
  }

  /** A key bound to one payment: the same key means nothing with another token. */
  static String hash(String payToken, String key) {
    return Tokens.sha256(payToken + "." + key);
  }
}
