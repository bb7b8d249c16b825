package com.zhaoli.pay.payment.cashier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Tokens and keys of the cashier: 24 random bytes each, so nobody guesses one. The database keeps
 * hashes of keys only; who reads it cannot play a browser.
 */
public final class CashierKeys {
  private static final int BYTES = 24;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_\\-]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private CashierKeys() {}

  /** Whether this could be a pay token, or a key of ours. What could not is not looked up. */
  public static boolean isShape(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** A new key. */
  public static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A key bound to one payment: the same key means nothing with another token. */
  static String hash(String payToken, String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest((payToken + "." + key).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JRE has SHA-256.", e);
    }
  }
}
