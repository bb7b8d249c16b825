package com.zhaoli.pay.wechat.scene;

/** Where a QR code stands. */
public enum SceneState {
  /** WeChat is asked for it, and perhaps made it already: its scans count. */
  MAKING,
  /** Its scans count. */
  ACTIVE,
  /** WeChat did not make it. */
  REFUSED,
  /** An operator took it out of force: it can be scanned, and nothing comes of it. */
  DISABLED;

  /** Whether something comes of a scan. */
  public boolean isInForce() {
    return this == ACTIVE || this == MAKING;
  }
}
