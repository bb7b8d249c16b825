package com.zhaoli.pay.pos.device;

/** Whether a device key signs. */
public enum DeviceKeyStatus {
  /** Given out in a rotation; its first use makes it the key. */
  PENDING,
  ACTIVE,
  /** Another key took its place. */
  RETIRED,
  /** Its terminal was activated anew, moved, lost or revoked. */
  REVOKED;

  /** Whether requests signed with it are let in. */
  public boolean isInForce() {
    return this == PENDING || this == ACTIVE;
  }
}
