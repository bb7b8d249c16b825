package com.zhaoli.pay.sdk.payment;

import com.zhaoli.pay.sdk.json.Words;

/** How the payer pays. */
public enum PaymentMethod {
  /** One QR code for both wallets. */
  AGGREGATE_QR,
  /** A QR code of one wallet, scanned by the payer. */
  NATIVE,
  /** The payer shows a code, the merchant scans it. */
  BARCODE,
  /** Inside the wallet's browser. */
  JSAPI,
  /** A mobile browser. */
  WAP,
  /** A desktop browser. */
  PAGE,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static PaymentMethod of(String word) {
    return Words.constant(PaymentMethod.class, word, UNKNOWN);
  }
}
