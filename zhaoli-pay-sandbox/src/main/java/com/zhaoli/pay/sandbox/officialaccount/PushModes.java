package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.SandboxProperties;

/** The mode in which the account's events are pushed: that of the settings until it is changed. */
public final class PushModes {
  private volatile PushMode mode;

  PushModes(SandboxProperties properties) {
    this.mode = properties.officialAccount().pushMode();
  }

  public PushMode mode() {
    return mode;
  }

  /** From the next push on. */
  public void change(PushMode newMode) {
    mode = newMode;
  }
}
