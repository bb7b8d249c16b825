package com.zhaoli.pay.pos.receipt;

/** A line of a receipt, clean, and no wider than its paper in its style. */
record ReceiptLine(String text, Style style) {
  /** How a line stands on the paper. */
  enum Style {
    /** From the left edge. */
    PLAIN,
    CENTRED,
    CENTRED_BOLD,
    /** Centred, bold, and where the printer can do it twice as wide and high. */
    CENTRED_LARGE
  }
}
