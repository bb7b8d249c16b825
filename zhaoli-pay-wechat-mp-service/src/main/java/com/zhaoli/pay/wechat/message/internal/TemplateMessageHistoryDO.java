package com.zhaoli.pay.wechat.message.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of template_message_history. */
@NullUnmarked
class TemplateMessageHistoryDO {
  String messageNo;
  Instant at;
  String event;
  Integer attempt;
  Integer errorCode;
  String detail;
  String operatorNo;
}
