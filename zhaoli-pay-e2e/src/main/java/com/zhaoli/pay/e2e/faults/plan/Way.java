package com.zhaoli.pay.e2e.faults.plan;

/** The method of a payment, by its name in the open API. */
public enum Way {
  AGGREGATE_QR,
  NATIVE,
  BARCODE,
  JSAPI,
  WAP,
  PAGE
}
