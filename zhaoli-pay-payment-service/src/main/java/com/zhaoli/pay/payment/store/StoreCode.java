package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.crypto.Tokens;
import java.util.regex.Pattern;

/**
 * The code of a store in its QR code: ten characters of Crockford's base 32, 50 random bits. Short
 * enough to be read aloud, and with the limit of requests too many to be tried.
 */
public final class StoreCode {
  private static final int LENGTH = 10;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{10}");

  private StoreCode() {}

  static String next() {
    return Tokens.randomBase32(LENGTH);
  }

  /** Whether this could be one. What could not is not looked up. */
  static boolean isShape(String text) {
    return SHAPE.matcher(text).matches();
  }
}
