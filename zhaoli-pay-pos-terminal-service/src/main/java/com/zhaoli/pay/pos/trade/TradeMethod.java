package com.zhaoli.pay.pos.trade;

/** How a payer pays at a terminal. */
public enum TradeMethod {
  /** The terminal scans the payer's code. */
  BARCODE,
  /** The payer scans the terminal's. */
  QR
}
