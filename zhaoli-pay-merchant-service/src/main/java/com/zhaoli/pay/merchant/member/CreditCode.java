package com.zhaoli.pay.merchant.member;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A unified social credit code (统一社会信用代码) by GB 32100-2015: 18 characters of digits and letters
 * without I, O, S, V, Z; positions 3 to 8 are the region's digits; the last is the check character,
 * weighted 3^i modulo 31. Since 31 is prime and no weight is 0, every wrong single character is
 * found.
 */
public record CreditCode(@JsonValue String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int LENGTH = 18;
  private static final int REGION_FROM = 2;
  private static final int REGION_TO = 8;

  public CreditCode {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a unified social credit code");
    }
  }

  /** Takes what a person typed: outer blanks and lower case are forgiven. */
  public static Optional<CreditCode> parse(String typed) {
    String code = typed.strip().toUpperCase(Locale.ROOT);
    return isValid(code) ? Optional.of(new CreditCode(code)) : Optional.empty();
  }

  private static boolean isValid(String code) {
    if (code.length() != LENGTH) {
      return false;
    }
    for (int i = REGION_FROM; i < REGION_TO; i++) {
      if (code.charAt(i) < '0' || code.charAt(i) > '9') {
        return false;
      }
    }
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH - 1; i++) {
      int digit = ALPHABET.indexOf(code.charAt(i));
      if (digit < 0) {
        return false;
      }
      sum += digit * weight;
      weight = weight * 3 % ALPHABET.length();
    }
    int check = (ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length();
    return code.charAt(LENGTH - 1) == ALPHABET.charAt(check);
  }

  @Override
  public String toString() {
    return value;
  }
}
