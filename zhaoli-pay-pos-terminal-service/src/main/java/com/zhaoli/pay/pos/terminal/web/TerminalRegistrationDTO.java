package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.pos.terminal.TerminalRegistration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What an operator sends. */
record TerminalRegistrationDTO(
    @NotNull @Pattern(regexp = "mch_[0-9A-Z]{26}") String merchantNo,
    @NotNull @Pattern(regexp = "[0-9A-Za-z_-]{1,32}") String storeId,
    @NotNull @Pattern(regexp = "[0-9A-Za-z-]{1,64}") String serialNumber) {

  TerminalRegistration by(String operatorNo) {
    return new TerminalRegistration(merchantNo, storeId, serialNumber, operatorNo);
  }
}
