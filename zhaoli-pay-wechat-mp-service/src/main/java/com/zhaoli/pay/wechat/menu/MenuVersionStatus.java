package com.zhaoli.pay.wechat.menu;

/** Whether a version may still be changed. */
public enum MenuVersionStatus {
  DRAFT,
  /** It was to be published once, and stays as it is. */
  FIXED
}
