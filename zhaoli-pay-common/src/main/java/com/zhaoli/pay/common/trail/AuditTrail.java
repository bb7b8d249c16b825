package com.zhaoli.pay.common.trail;

import com.zhaoli.pay.common.web.RequestIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who did what, when. Entries are written in the transaction of the act, so that neither stands
 * without the other; the database refuses to change or remove one. Each service has a table of its
 * own for what is done in it.
 *
 * @param <A> what is put on record; the names stay as they are once they are written
 */
public abstract class AuditTrail<A extends Enum<A>> {
  private final JdbcClient sql;
  private final Clock clock;
  private final String table;
  private final String actorColumn;

  /**
   * The log in a table of the service's schema.
   *
   * @param actorColumn its column of who acted
   */
  protected AuditTrail(JdbcClient sql, Clock clock, String table, String actorColumn) {
    this.sql = sql;
    this.clock = clock;
    this.table = table;
    this.actorColumn = actorColumn;
  }

  /**
   * Puts an act on record.
   *
   * @param actor who acted
   * @param subject what was acted on
   * @param detail what else matters; no secrets
   */
  public void append(String actor, A action, String subject, @Nullable String detail) {
    sql.sql(
            "INSERT INTO %s (at, %s, action, subject, detail, request_id)"
                    .formatted(table, actorColumn)
                + " VALUES (:at, :actor, :action, :subject, :detail, :requestId)")
        .param("at", clock.instant())
        .param("actor", actor)
        .param("action", action.name())
        .param("subject", subject)
        // With its type, since the driver would ask the server for that of a null.
        .param("detail", detail, Types.VARCHAR)
        .param("requestId", RequestIds.current())
        .update();
  }

  /**
   * Entries, the newest first.
   *
   * @param subject only those of this subject
   * @param actor only those of what this one did
   * @param after only those before the entry of this id
   */
  public List<AuditEntry> page(
      @Nullable String subject, @Nullable String actor, @Nullable Long after, int limit) {
    return sql.sql(
            "SELECT * FROM %s WHERE id < :before%s%s ORDER BY id DESC LIMIT :limit"
                .formatted(
                    table,
                    subject == null ? "" : " AND subject = :subject",
                    actor == null ? "" : " AND " + actorColumn + " = :actor"))
        .param("before", after == null ? Long.MAX_VALUE : after)
        .param("subject", subject, Types.VARCHAR)
        .param("actor", actor, Types.VARCHAR)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  private AuditEntry entry(ResultSet row, int index) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        row.getObject("at", Instant.class),
        row.getString(actorColumn),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"),
        row.getString("request_id"));
  }
}
