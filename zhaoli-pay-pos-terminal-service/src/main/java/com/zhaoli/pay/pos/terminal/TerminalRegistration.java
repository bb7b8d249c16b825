package com.zhaoli.pay.pos.terminal;

import java.util.Locale;

/**
 * What an operator registers.
 *
 * @param merchantNo whose terminal it is
 * @param storeId in which of the merchant's stores, {@code [0-9A-Za-z_-]{1,32}}
 * @param serialNumber as printed on the device, {@code [0-9A-Z-]{1,64}}; kept in upper case, since
 *     people copy it both ways
 * @param operatorNo who registers it: an operator, or the merchant itself
 */
public record TerminalRegistration(
    String merchantNo, String storeId, String serialNumber, String operatorNo) {
  public TerminalRegistration {
    serialNumber = serialNumber.toUpperCase(Locale.ROOT);
    if (!merchantNo.matches("mch_[0-9A-Z]{26}")) {
      throw new IllegalArgumentException("not a merchantNo: " + merchantNo);
    }
    if (!storeId.matches("[0-9A-Za-z_-]{1,32}")) {
      throw new IllegalArgumentException("not a store id: " + storeId);
    }
    if (!serialNumber.matches("[0-9A-Z-]{1,64}")) {
      throw new IllegalArgumentException("not a serial number: " + serialNumber);
    }
    if (operatorNo.isBlank()) {
      throw new IllegalArgumentException("no operator");
    }
  }
}
