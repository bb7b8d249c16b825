package com.zhaoli.pay.notify.log.web;

/** How numbers of this package look that come from outside. */
final class Numbers {
  static final String NOTIFICATION = "ntf_[0-9A-Z]{26}";

  private Numbers() {}
}
