package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.faults.plan.Wallet;
import org.jspecify.annotations.Nullable;

/**
 * One sale of a terminal.
 *
 * @param barcodeDigits the end of the payer's barcode
 * @param pauseMillis before it
 * @param cancelMillis after the beginning of the sale, where it is cancelled
 * @param cutMillis after the beginning of the sale the power is cut; null when it is not
 * @param refundPercent of the amount, given back once it is paid; 0 for none
 * @param rotateKey whether the merchant wishes for a new key before it
 */
record PlannedSale(
    SaleKind kind,
    Wallet wallet,
    long amount,
    String barcodeDigits,
    long pauseMillis,
    long cancelMillis,
    @Nullable Long cutMillis,
    int refundPercent,
    boolean rotateKey) {
  String authCode() {
    return wallet.magicPrefix() + kind.script() + barcodeDigits;
  }
}
