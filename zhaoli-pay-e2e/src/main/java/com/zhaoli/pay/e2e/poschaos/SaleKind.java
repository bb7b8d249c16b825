package com.zhaoli.pay.e2e.poschaos;

import org.jspecify.annotations.Nullable;

/** What the payer of a trade does, and what the cashier does about it. */
enum SaleKind {
  BARCODE_PAID("0", true),
  BARCODE_PASSWORD("1", true),
  BARCODE_NEVER_PAID("2", false),
  BARCODE_REFUSED("3", false),
  BARCODE_LATE("4", true),
  BARCODE_CANCELLED("1", true),
  QR_PAID(null, true),
  QR_UNPAID(null, false),
  QR_CANCELLED(null, false);

  private final @Nullable String script;
  private final boolean mayBePaid;

  SaleKind(@Nullable String script, boolean mayBePaid) {
    this.script = script;
    this.mayBePaid = mayBePaid;
  }

  boolean isQr() {
    return script == null;
  }

  /** The digit by which the sandbox knows what its owner does. */
  String script() {
    return script == null ? "" : script;
  }

  /** Whether somebody may come to pay it. */
  boolean mayBePaid() {
    return mayBePaid;
  }

  boolean isCancelled() {
    return this == BARCODE_CANCELLED || this == QR_CANCELLED;
  }
}
