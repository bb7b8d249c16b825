package com.zhaoli.pay.payment.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying the stored settings.
 *
 * @param outcome WORKS, WRONG or UNCLEAR
 * @param reason for people, where it does not work
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialVO(String outcome, @Nullable String reason) {

  static TrialVO of(Trial trial) {
    if (trial instanceof Trial.Wrong wrong) {
      return new TrialVO("WRONG", wrong.sentence());
    }
    if (trial instanceof Trial.Unclear unclear) {
      return new TrialVO("UNCLEAR", unclear.reason());
    }
    return new TrialVO("WORKS", null);
  }
}
