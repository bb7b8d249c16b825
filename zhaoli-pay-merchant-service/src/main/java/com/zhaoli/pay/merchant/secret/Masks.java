package com.zhaoli.pay.merchant.secret;

/** Personal data as it may stand in answers and logs. */
public final class Masks {
  private static final int PHONE_HEAD = 3;
  private static final int PHONE_TAIL = 4;
  private static final int ACCOUNT_TAIL = 4;

  private Masks() {}

  /** {@code 13812345678} becomes {@code 138****5678}; a short number shows nothing. */
  public static String phone(String phone) {
    return phone.length() < PHONE_HEAD + PHONE_TAIL + 3
        ? "****"
        : phone.substring(0, PHONE_HEAD) + "****" + phone.substring(phone.length() - PHONE_TAIL);
  }

  /** Keeps the last four digits. */
  public static String account(String number) {
    return "****" + number.substring(number.length() - ACCOUNT_TAIL);
  }

  /** Keeps the first character. */
  public static String name(String name) {
    int first = name.offsetByCodePoints(0, Math.min(1, name.length()));
    return name.substring(0, first) + "**";
  }

  /** Keeps four characters at each end: enough to find it in a log, too little to use it. */
  public static String openid(String openid) {
    return openid.length() <= 8
        ? "****"
        : openid.substring(0, 4) + "****" + openid.substring(openid.length() - 4);
  }
}
