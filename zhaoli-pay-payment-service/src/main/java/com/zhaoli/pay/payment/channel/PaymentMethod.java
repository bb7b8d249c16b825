package com.zhaoli.pay.payment.channel;

/** How a payer pays. A channel says which of these it takes. */
public enum PaymentMethod {
  AGGREGATE_QR,
  NATIVE,
  JSAPI,
  WAP,
  PAGE,
  BARCODE
}
