package com.zhaoli.pay.pos.refund.internal;

import org.jspecify.annotations.NullUnmarked;

/** A row of a shift's totals. */
@NullUnmarked
class RefundedTotalDO {
  String channel;
  long refundCount;
  long amountFen;
}
