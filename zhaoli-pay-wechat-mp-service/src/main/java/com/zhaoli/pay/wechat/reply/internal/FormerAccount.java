package com.zhaoli.pay.wechat.reply.internal;

import org.jspecify.annotations.Nullable;

/**
 * What the one account was called in rows of before there were several: they are the main
 * account's.
 */
final class FormerAccount {
  static final String NAME = "default";

  private FormerAccount() {}

  /** Null for the former name. */
  static @Nullable String orNull(String account) {
    return account.equals(NAME) ? null : account;
  }
}
