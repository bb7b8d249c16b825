package com.zhaoli.pay.wechat.account;

import java.util.regex.Pattern;

/** Openids: their form, and how they stand in logs. */
public final class Openids {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");
  private static final int SHOWN = 4;

  private Openids() {}

  public static boolean isOpenid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Four characters at each end. */
  public static String masked(String openid) {
    return openid.length() <= 2 * SHOWN
        ? "****"
        : openid.substring(0, SHOWN) + "****" + openid.substring(openid.length() - SHOWN);
  }
}
