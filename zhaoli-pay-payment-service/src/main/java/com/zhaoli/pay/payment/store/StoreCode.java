package com.zhaoli.pay.payment.store;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The code of a store in its QR code: ten characters of Crockford's base 32, 50 random bits. Short
 * enough to be read aloud, and with the limit of requests too many to be tried.
 */
public final class StoreCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 10;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{10}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private StoreCode() {}

  static String next() {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Whether this could be one. What could not is not looked up. */
  static boolean isShape(String text) {
    return SHAPE.matcher(text).matches();
  }
}
