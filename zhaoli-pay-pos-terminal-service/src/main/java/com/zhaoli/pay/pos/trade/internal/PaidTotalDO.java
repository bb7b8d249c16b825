package com.zhaoli.pay.pos.trade.internal;

import org.jspecify.annotations.NullUnmarked;

/** A row of a shift's totals. */
@NullUnmarked
class PaidTotalDO {
  String channel;
  long paidCount;
  long amountFen;
}
