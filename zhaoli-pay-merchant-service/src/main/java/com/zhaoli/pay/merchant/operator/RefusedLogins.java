package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.operator.internal.OperatorCredentials;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts refused logins on record. Anybody can send logins, and no entry of the audit log goes away:
 * so each operator, and all names that nobody has together, get a bounded number of entries an
 * hour. A name that exists costs the same as one that does not.
 */
@Component
class RefusedLogins {
  private static final int ENTRIES_PER_HOUR = 200;
  private static final String UNKNOWN = "unknown";

  private final AuditLog auditLog;
  private final Clock clock;
  private final Map<String, Integer> entries = new HashMap<>();
  private Instant hour = Instant.EPOCH;

  RefusedLogins(AuditLog auditLog, Clock clock) {
    this.auditLog = auditLog;
    this.clock = clock;
  }

  /** Whoever logs in is nobody yet: the entry is about the operator whose name was given. */
  void record(AuditAction action, Optional<OperatorCredentials> known, String address) {
    String subject = known.map(found -> found.operator().operatorNo()).orElse(UNKNOWN);
    append("nobody", action, subject, address);
  }

  /** A wrong old password, shown in a session of the operator. */
  void recordOwn(AuditAction action, OperatorCredentials own, String address) {
    String operatorNo = own.operator().operatorNo();
    append(operatorNo, action, operatorNo, address);
  }

  private void append(String who, AuditAction action, String subject, String address) {
    if (countsFor(subject) <= ENTRIES_PER_HOUR) {
      auditLog.append(who, action, subject, "from " + address);
    }
  }

  private synchronized int countsFor(String subject) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour)) {
      hour = now;
      entries.clear();
    }
    return entries.merge(subject, 1, Integer::sum);
  }
}
