package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.util.List;

/**
 * How a terminal is to work.
 *
 * @param receiptHeader lines below the merchant's name on receipts
 * @param receiptFooter lines at the end of receipts
 * @param receiptColumns the paper's width, 32 or 48
 * @param heartbeatSeconds pause between two heartbeats
 * @param qrExpireSeconds how long a QR code is good where the sale does not say
 * @param methods how it may sell
 */
public record TerminalSettings(
    List<String> receiptHeader,
    List<String> receiptFooter,
    int receiptColumns,
    int heartbeatSeconds,
    int qrExpireSeconds,
    List<TerminalMethod> methods) {

  public TerminalSettings {
    receiptHeader = List.copyOf(receiptHeader);
    receiptFooter = List.copyOf(receiptFooter);
    methods = List.copyOf(methods);
  }

  static TerminalSettings of(JsonObject json) {
    return new TerminalSettings(
        json.texts("receiptHeader"),
        json.texts("receiptFooter"),
        json.integer("receiptColumns"),
        json.integer("heartbeatSeconds"),
        json.integer("qrExpireSeconds"),
        json.texts("methods").stream().map(TerminalMethod::of).toList());
  }
}
