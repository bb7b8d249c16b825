package com.zhaoli.pay.wechat.trail.internal;

import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The audit log in the database. */
@Repository
public class AuditLogStore {
  private final AuditLogMapper mapper;

  AuditLogStore(AuditLogMapper mapper) {
    this.mapper = mapper;
  }

  public void append(
      Instant at,
      String operatorNo,
      AuditAction action,
      String subject,
      @Nullable String detail,
      String requestId) {
    AuditLogDO row = new AuditLogDO();
    row.at = at;
    row.operatorNo = operatorNo;
    row.action = action.name();
    row.subject = subject;
    row.detail = detail;
    row.requestId = requestId;
    mapper.append(row);
  }

  /** Entries with ids below {@code before}, the newest first. */
  public List<AuditEntry> page(@Nullable String subject, long before, int limit) {
    List<AuditLogDO> rows =
        subject == null ? mapper.page(before, limit) : mapper.pageOf(subject, before, limit);
    return rows.stream()
        .map(
            row ->
                new AuditEntry(
                    row.id,
                    row.at,
                    row.operatorNo,
                    AuditAction.valueOf(row.action),
                    row.subject,
                    row.detail,
                    row.requestId))
        .toList();
  }
}
