package com.zhaoli.pay.pos.receipt;

/** For whom a receipt is. */
public enum ReceiptCopy {
  MERCHANT("商户存根"),
  CUSTOMER("顾客存根");

  private final String title;

  ReceiptCopy(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
