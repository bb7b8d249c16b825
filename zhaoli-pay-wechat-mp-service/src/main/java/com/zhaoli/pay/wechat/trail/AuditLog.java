package com.zhaoli.pay.wechat.trail;

import com.zhaoli.pay.common.trail.AuditTrail;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who did what to the official accounts. */
@Service
public class AuditLog extends AuditTrail<AuditAction> {

  AuditLog(JdbcClient sql, Clock clock) {
    super(sql, clock, "wechat_audit_log", "operator_no");
  }
}
