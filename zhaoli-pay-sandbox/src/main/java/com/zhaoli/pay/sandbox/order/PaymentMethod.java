package com.zhaoli.pay.sandbox.order;

/** How the payer meets an order. */
public enum PaymentMethod {
  /** A QR code that the payer scans. */
  NATIVE,
  /** Paid inside the wallet's own browser. */
  JSAPI,
  /** WeChat Pay in another browser of a phone. */
  H5,
  /** The merchant scans the payer's barcode. */
  BARCODE,
  /** Alipay's page for computers. */
  PAGE,
  /** Alipay's page for phones. */
  WAP
}
