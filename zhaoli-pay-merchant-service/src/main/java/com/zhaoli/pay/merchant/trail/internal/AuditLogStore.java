package com.zhaoli.pay.merchant.trail.internal;

import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditEntry;
import java.util.List;
import org.springframework.stereotype.Repository;

/** The audit log in the database. */
@Repository
public class AuditLogStore {
  private final AuditLogMapper mapper;

  AuditLogStore(AuditLogMapper mapper) {
    this.mapper = mapper;
  }

  public void append(AuditEntry entry) {
    AuditLogDO row = new AuditLogDO();
    row.at = entry.at();
    row.operatorNo = entry.operatorNo();
    row.action = entry.action().name();
    row.subject = entry.subject();
    row.detail = entry.detail();
    row.requestId = entry.requestId();
    mapper.append(row);
  }

  public List<AuditEntry> of(String subject) {
    return mapper.of(subject).stream()
        .map(
            row ->
                new AuditEntry(
                    row.at,
                    row.operatorNo,
                    AuditAction.valueOf(row.action),
                    row.subject,
                    row.detail,
                    row.requestId))
        .toList();
  }
}
