package com.zhaoli.pay.pos.trade.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of trade. */
@NullUnmarked
class TradeDO {
  String tradeNo;
  String terminalNo;
  String terminalTradeNo;
  String merchantNo;
  String storeId;
  String shiftNo;
  String method;
  long amountFen;
  String subject;
  String contentHash;
  String status;
  long version;
  String paymentNo;
  String channel;
  String codeUrl;
  String failureCode;
  String channelTradeNo;
  boolean undoWanted;
  boolean undoHeard;
  Instant onItsWayUntil;
  Instant nextLookAt;
  Instant expiresAt;
  Instant paidAt;
  Instant createdAt;
  Instant updatedAt;
}
