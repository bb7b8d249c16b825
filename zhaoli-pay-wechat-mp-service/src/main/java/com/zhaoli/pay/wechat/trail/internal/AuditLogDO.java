package com.zhaoli.pay.wechat.trail.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of wechat_audit_log. */
@NullUnmarked
class AuditLogDO {
  long id;
  Instant at;
  String operatorNo;
  String action;
  String subject;
  String detail;
  String requestId;
}
