package com.zhaoli.pay.e2e;

import java.util.random.RandomGenerator;

/** Unified social credit codes with a right check digit (GB 32100-2015), for made-up companies. */
final class CreditCodes {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int LENGTH_WITHOUT_CHECK = 17;

  private CreditCodes() {}

  static String random(RandomGenerator random) {
    StringBuilder code = new StringBuilder("91110108");
    while (code.length() < LENGTH_WITHOUT_CHECK) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH_WITHOUT_CHECK; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * weight;
      weight = weight * 3 % ALPHABET.length();
    }
    int check = (ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length();
    return code.append(ALPHABET.charAt(check)).toString();
  }
}
