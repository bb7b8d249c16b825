package com.zhaoli.pay.pos.signoff.internal;

import org.jspecify.annotations.NullUnmarked;

/** A row of shift_total. */
@NullUnmarked
class ShiftTotalDO {
  String shiftNo;
  String channel;
  long paymentCount;
  long paymentAmountFen;
  long refundCount;
  long refundAmountFen;
  Long toldPaymentCount;
  Long toldPaymentAmountFen;
  Long toldRefundCount;
  Long toldRefundAmountFen;
}
