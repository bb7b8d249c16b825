package com.zhaoli.pay.common.client.payment;

import java.time.LocalDate;
import java.util.List;

/**
 * Asks for the totals of a day.
 *
 * @param day a business day (Asia/Shanghai)
 * @param merchantNos at most {@value #MAX_MERCHANTS}
 */
public record DayTotalsRequest(LocalDate day, List<String> merchantNos) {
  public static final int MAX_MERCHANTS = 500;

  public DayTotalsRequest {
    merchantNos = List.copyOf(merchantNos);
  }
}
