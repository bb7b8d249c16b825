package com.zhaoli.pay.merchant.trail;

import com.zhaoli.pay.common.trail.AuditTrail;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who did what to merchants, apps and operators. */
@Service
public class AuditLog extends AuditTrail<AuditAction> {

  AuditLog(JdbcClient sql, Clock clock) {
    super(sql, clock, "audit_log", "operator_no");
  }
}
