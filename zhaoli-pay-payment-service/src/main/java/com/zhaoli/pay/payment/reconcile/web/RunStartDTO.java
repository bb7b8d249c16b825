package com.zhaoli.pay.payment.reconcile.web;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;

/** Asks for the comparison of one day of one account. */
record RunStartDTO(
    @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,15}", message = "is no channel's name") String channel,
    @NotNull @Pattern(regexp = "[0-9A-Za-z_-]{1,32}", message = "is no account's number") String channelAccountNo,
    @NotNull LocalDate day) {

  BillAccount account() {
    return new BillAccount(Channel.of(channel), channelAccountNo);
  }

  BusinessDay businessDay() {
    return BusinessDay.asked(day, "day");
  }
}
