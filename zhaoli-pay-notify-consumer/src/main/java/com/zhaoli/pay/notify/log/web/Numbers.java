package com.zhaoli.pay.notify.log.web;

/** How numbers look that come from outside. */
final class Numbers {
  static final String ID = "[A-Za-z0-9_-]{1,64}";
  static final String NOTIFICATION = "ntf_[0-9A-Z]{26}";

  private Numbers() {}
}
