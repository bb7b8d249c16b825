package com.zhaoli.pay.wechat.account;

/** How an account's events may come. */
public enum PushMode {
  /** In plain: the account has no EncodingAESKey here. */
  PLAIN,
  /** In plain or encrypted. */
  COMPATIBLE,
  /** Encrypted only. */
  AES
}
