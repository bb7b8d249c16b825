package com.zhaoli.pay.pos.trail;

import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.pos.trail.internal.AuditLogStore;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Who did what to which terminal, when. Entries are written in the transaction of the act, so that
 * neither stands without the other; the database refuses to change or remove one.
 */
@Service
public class AuditLog {
  private final AuditLogStore store;
  private final Clock clock;

  AuditLog(AuditLogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  public void append(String actor, AuditAction action, String subject, @Nullable String detail) {
    store.append(clock.instant(), actor, action, subject, detail, RequestIds.current());
  }

  /**
   * Entries, the newest first.
   *
   * @param subject only those of this terminal
   * @param after only those before the entry of this id
   */
  public List<AuditEntry> page(@Nullable String subject, @Nullable Long after, int limit) {
    return store.page(subject, after == null ? Long.MAX_VALUE : after, limit);
  }
}
