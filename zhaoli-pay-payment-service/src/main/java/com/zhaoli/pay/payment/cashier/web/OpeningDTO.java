package com.zhaoli.pay.payment.cashier.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.cashier.Offer;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way in which a browser wants to pay. */
record OpeningDTO(@Nullable String channel, @Nullable String method) {

  /**
   * The way that this names.
   *
   * @throws ApiException REQUEST_INVALID
   */
  Offer way() {
    PaymentMethod way =
        Arrays.stream(PaymentMethod.values())
            .filter(constant -> constant.name().equals(method))
            .findFirst()
            .orElseThrow(() -> invalid("method"));
    if (channel == null || !Channel.isName(channel)) {
      throw invalid("channel");
    }
    return new Offer(Channel.of(channel), way);
  }

  private static ApiException invalid(String field) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, field, "is missing or not known");
  }
}
