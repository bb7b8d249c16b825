package com.zhaoli.pay.merchant;

/**
 * What our numbers look like from outside. The database takes no notice of spaces at the end of a
 * text it compares, so that a number with one would find the row and be stored or sealed as
 * another.
 */
public final class Numbers {
  /** Numbers of merchants, apps and keys, and QR tokens. */
  public static final String ID = "[0-9A-Za-z_-]{1,64}";

  private Numbers() {}
}
