package com.zhaoli.pay.merchant;

import com.zhaoli.pay.merchant.member.CreditCode;
import java.util.concurrent.atomic.AtomicInteger;

/** Valid credit codes, a new one at each call. */
public final class CreditCodes {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private CreditCodes() {}

  public static String next() {
    String stem = "91440300" + String.format("%09d", NEXT.incrementAndGet());
    return ALPHABET
        .chars()
        .mapToObj(check -> stem + (char) check)
        .filter(code -> CreditCode.parse(code).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
