package com.zhaoli.pay.sandbox.keys;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts and numbers that nobody can guess. */
public final class Randoms {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String DIGITS = "0123456789";
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Randoms() {}

  /** Decimal digits. */
  public static String digits(int length) {
    return of(DIGITS, length);
  }

  /** Lower-case hexadecimal digits. */
  public static String hex(int length) {
    return of(HEX, length);
  }

  /** Letters and digits of ASCII. */
  public static String alphanumeric(int length) {
    return of(LETTERS_AND_DIGITS, length);
  }

  /**
   * A key for the encrypted mode of account events: 32 bytes in base64 without its padding, of
   * letters and digits only, as WeChat's console makes them.
   */
  public static String aesKey() {
    byte[] key = new byte[32];
    String text;
    do {
      RANDOM.nextBytes(key);
      text = Base64.getEncoder().withoutPadding().encodeToString(key);
    } while (text.indexOf('+') >= 0 || text.indexOf('/') >= 0);
    return text;
  }

  /** From 0 to below 1. */
  public static double share() {
    return RANDOM.nextDouble();
  }

  private static String of(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
