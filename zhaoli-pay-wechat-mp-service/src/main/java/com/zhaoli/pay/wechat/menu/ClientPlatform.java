package com.zhaoli.pay.wechat.menu;

import java.util.Arrays;
import java.util.Optional;

/** The phone that a follower uses. */
public enum ClientPlatform {
  IOS("1"),
  ANDROID("2"),
  OTHERS("3");

  private final String wireValue;

  ClientPlatform(String wireValue) {
    this.wireValue = wireValue;
  }

  /** WeChat's value of client_platform_type. */
  String wireValue() {
    return wireValue;
  }

  static Optional<ClientPlatform> ofWire(String value) {
    return Arrays.stream(values()).filter(one -> one.wireValue.equals(value)).findFirst();
  }
}
