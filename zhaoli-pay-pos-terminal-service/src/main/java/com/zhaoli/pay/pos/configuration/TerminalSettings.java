package com.zhaoli.pay.pos.configuration;

import java.util.List;

/**
 * How a terminal works.
 *
 * @param receiptHeader lines below the merchant's name on receipts, at most 5
 * @param receiptFooter lines at the end of receipts, at most 5
 * @param receiptColumns how wide its paper is, 32 or 48
 * @param heartbeatSeconds pause between two heartbeats, 30 to 600
 * @param qrExpireSeconds how long a QR code is good where the sale does not say, 60 to 7200
 * @param methods how it may sell; never none
 */
public record TerminalSettings(
    List<String> receiptHeader,
    List<String> receiptFooter,
    int receiptColumns,
    int heartbeatSeconds,
    int qrExpireSeconds,
    List<String> methods) {
  /** Every way of selling, in the words of the protocol. */
  public static final List<String> ALL_METHODS = List.of("BARCODE", "QR");

  /** For a terminal for which nobody has set anything. */
  public static final TerminalSettings DEFAULT =
      new TerminalSettings(List.of(), List.of(), 32, 60, 120, ALL_METHODS);

  public TerminalSettings {
    receiptHeader = List.copyOf(receiptHeader);
    receiptFooter = List.copyOf(receiptFooter);
    methods = List.copyOf(methods);
  }
}
