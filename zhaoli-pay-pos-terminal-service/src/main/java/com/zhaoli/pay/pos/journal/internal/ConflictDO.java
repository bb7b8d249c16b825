package com.zhaoli.pay.pos.journal.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of journal_conflict. */
@NullUnmarked
class ConflictDO {
  long id;
  String terminalNo;
  String terminalTradeNo;
  String merchantNo;
  String storeId;
  long toldAmountFen;
  String toldStatus;
  String tradeNo;
  Long amountFen;
  String status;
  Instant createdAt;
}
