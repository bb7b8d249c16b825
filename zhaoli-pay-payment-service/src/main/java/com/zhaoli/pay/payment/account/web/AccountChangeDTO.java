package com.zhaoli.pay.payment.account.web;

import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.payment.account.AccountChangeCommand;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New values of some settings. Does not print settings.
 *
 * @param expectedVersion the version that the operator saw
 * @param settings null removes one; what is not named stays
 * @param overlapSeconds how long the settings before still verify callbacks
 */
record AccountChangeDTO(
    @NotNull Long expectedVersion,
    @NotNull @MultiLine Map<String, @Nullable String> settings,
    @Nullable @Min(0) @Max(Integer.MAX_VALUE) Long overlapSeconds) {

  AccountChangeCommand command(String channelAccountNo) {
    return new AccountChangeCommand(
        channelAccountNo,
        expectedVersion,
        settings,
        overlapSeconds == null ? null : Duration.ofSeconds(overlapSeconds));
  }

  @Override
  public String toString() {
    return "AccountChangeDTO[version " + expectedVersion + "]";
  }
}
