package com.zhaoli.pay.sandbox;

/** How WeChat pushes to an account's server, as the account's owner chooses in its console. */
public enum PushMode {
  /** In plain (明文模式). */
  PLAIN,
  /** In plain and encrypted, in one body (兼容模式). */
  COMPATIBLE,
  /** Encrypted (安全模式): answers are, too. */
  SAFE
}
