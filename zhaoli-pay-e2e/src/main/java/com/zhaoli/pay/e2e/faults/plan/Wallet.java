package com.zhaoli.pay.e2e.faults.plan;

/** A wallet, by the name that the open API and the sandbox give it. */
public enum Wallet {
  ALIPAY("alipay", "28000"),
  WECHAT("wechat-pay", "13000");

  private final String faultTarget;
  private final String magicPrefix;

  Wallet(String faultTarget, String magicPrefix) {
    this.faultTarget = faultTarget;
    this.magicPrefix = magicPrefix;
  }

  /** What the sandbox calls its API when it is told of faults. */
  String faultTarget() {
    return faultTarget;
  }

  /** The first five digits of barcodes whose sixth decides what their owner does. */
  public String magicPrefix() {
    return magicPrefix;
  }
}
