package com.zhaoli.pay.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** Where a fault strikes: at a channel's API, or at what the channel sends. */
public enum FaultTarget {
  ALIPAY("alipay"),
  WECHAT_PAY("wechat-pay"),
  WECHAT_MP("wechat-mp"),
  CHATBOT("chatbot"),
  ALIPAY_NOTIFY("alipay-notify"),
  WECHAT_PAY_NOTIFY("wechat-pay-notify"),
  WECHAT_MP_NOTIFY("wechat-mp-notify");

  private final String wireName;

  FaultTarget(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the control API. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  static Optional<FaultTarget> named(String wireName) {
    return Arrays.stream(values()).filter(target -> target.wireName.equals(wireName)).findFirst();
  }

  /** Whether this is what a channel sends, not its API. */
  boolean isSending() {
    return switch (this) {
      case ALIPAY_NOTIFY, WECHAT_PAY_NOTIFY, WECHAT_MP_NOTIFY -> true;
      case ALIPAY, WECHAT_PAY, WECHAT_MP, CHATBOT -> false;
    };
  }

  /** Whether money is spoken of here. */
  boolean isWallet() {
    return switch (this) {
      case ALIPAY, WECHAT_PAY, ALIPAY_NOTIFY, WECHAT_PAY_NOTIFY -> true;
      case WECHAT_MP, CHATBOT, WECHAT_MP_NOTIFY -> false;
    };
  }

  /** What this channel sends, for faults that concern only that; itself where it sends nothing. */
  FaultTarget sending() {
    return switch (this) {
      case ALIPAY, ALIPAY_NOTIFY -> ALIPAY_NOTIFY;
      case WECHAT_PAY, WECHAT_PAY_NOTIFY -> WECHAT_PAY_NOTIFY;
      case WECHAT_MP, WECHAT_MP_NOTIFY -> WECHAT_MP_NOTIFY;
      case CHATBOT -> CHATBOT;
    };
  }
}
