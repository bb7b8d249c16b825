package com.zhaoli.pay.pos.trail.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of audit_log. */
@NullUnmarked
class AuditLogDO {
  long id;
  Instant at;
  String actor;
  String action;
  String subject;
  String detail;
  String requestId;
}
