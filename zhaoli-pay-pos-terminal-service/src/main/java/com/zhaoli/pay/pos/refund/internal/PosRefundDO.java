package com.zhaoli.pay.pos.refund.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of pos_refund. */
@NullUnmarked
class PosRefundDO {
  String outRefundNo;
  String terminalNo;
  String terminalRefundNo;
  String merchantNo;
  String storeId;
  String shiftNo;
  String tradeNo;
  String paymentNo;
  String channel;
  long amountFen;
  String reason;
  String supervisorNo;
  String status;
  long version;
  String refundNo;
  String failureCode;
  Instant nextLookAt;
  Instant refundedAt;
  Instant createdAt;
  Instant updatedAt;
}
