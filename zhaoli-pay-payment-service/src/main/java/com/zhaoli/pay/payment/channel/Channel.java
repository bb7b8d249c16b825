package com.zhaoli.pay.payment.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a wallet that a payer can pay with. A name and not an enum: which channels there are
 * is decided by the packages that register one (docs/adding-a-channel.md), not by a list here.
 *
 * @param name upper case, as it stands in the open API and in the database
 */
public record Channel(@JsonValue String name) {
  // First, since the constants below are checked by it.
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{1,15}");

  public static final Channel ALIPAY = new Channel("ALIPAY");
  public static final Channel WECHAT = new Channel("WECHAT");

  public Channel {
    if (!isName(name)) {
      throw new IllegalArgumentException("a channel's name is 2 to 16 of A-Z 0-9 _");
    }
  }

  @JsonCreator
  public static Channel of(String name) {
    return new Channel(name);
  }

  /** Whether this could name a channel. Says nothing about whether there is one. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return name;
  }
}
