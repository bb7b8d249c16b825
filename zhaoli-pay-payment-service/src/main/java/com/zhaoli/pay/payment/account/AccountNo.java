package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.id.Ids;
import java.util.regex.Pattern;

/** Numbers of stored accounts: {@code acc_} and a ULID, 30 characters of {@code [0-9A-Za-z_]}. */
public final class AccountNo {
  private static final Pattern SHAPE = Pattern.compile("acc_[0-9A-HJKMNP-TV-Z]{26}");

  private AccountNo() {}

  static String next() {
    return Ids.withPrefix("acc_");
  }

  /** Whether this could be one: others need not be looked up. */
  public static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }
}
