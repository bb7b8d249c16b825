package com.zhaoli.pay.pos.heartbeat.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of terminal_message. */
@NullUnmarked
class MessageDO {
  String messageNo;
  String terminalNo;
  String merchantNo;
  String storeId;
  String title;
  String text;
  String createdBy;
  Instant createdAt;
}
