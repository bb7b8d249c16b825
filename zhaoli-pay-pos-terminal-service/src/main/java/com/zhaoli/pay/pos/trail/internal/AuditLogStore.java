package com.zhaoli.pay.pos.trail.internal;

import com.zhaoli.pay.pos.trail.AuditAction;
import com.zhaoli.pay.pos.trail.AuditEntry;
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
      String actor,
      AuditAction action,
      String subject,
      @Nullable String detail,
      String requestId) {
    AuditLogDO row = new AuditLogDO();
    row.at = at;
    row.actor = actor;
    row.action = action.name();
    row.subject = subject;
    row.detail = detail;
    row.requestId = requestId;
    mapper.append(row);
  }

  /** Entries with ids below {@code before}, the newest first. */
  public List<AuditEntry> page(@Nullable String subject, long before, int limit) {
    return mapper.page(subject, before, limit).stream()
        .map(
            row ->
                new AuditEntry(
                    row.id,
                    row.at,
                    row.actor,
                    AuditAction.valueOf(row.action),
                    row.subject,
                    row.detail,
                    row.requestId))
        .toList();
  }
}
