package com.zhaoli.pay.merchant.app;

/** Whether an app's calls are let in. */
public enum AppStatus {
  ENABLED,
  /** An operator stopped it: none of its keys is in force. */
  DISABLED
}
