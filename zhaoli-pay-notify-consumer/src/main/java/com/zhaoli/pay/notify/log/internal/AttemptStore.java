package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.AttemptEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Attempts in the database. */
@Component
public class AttemptStore {
  private static final int PROBLEM_LENGTH = 500;

  private static final String ADD =
      """
      INSERT INTO delivery_attempt (attempt_no, notification_no, began_at, took_millis, result,
        address, http_status, response, problem)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final AttemptMapper mapper;
  private final JdbcTemplate sql;

  AttemptStore(AttemptMapper mapper, JdbcTemplate sql) {
    this.mapper = mapper;
    this.sql = sql;
  }

  /**
   * All or none. As a batch, which MariaDB's driver sends at once and its server works off as one
   * statement, in three fifths of the time that one with as many rows takes it.
   */
  @Transactional
  public void add(List<AttemptEntry> attempts) {
    sql.batchUpdate(ADD, attempts, attempts.size(), AttemptStore::fill);
  }

  /** Oldest first. */
  public List<AttemptEntry> of(String notificationNo, int limit) {
    return mapper.of(notificationNo, limit).stream().map(AttemptStore::entry).toList();
  }

  private static void fill(PreparedStatement statement, AttemptEntry entry) throws SQLException {
    statement.setString(1, Ids.withPrefix("dat_"));
    statement.setString(2, entry.notificationNo());
    statement.setObject(3, LocalDateTime.ofInstant(entry.beganAt(), ZoneOffset.UTC));
    statement.setInt(4, (int) entry.took().toMillis());
    statement.setString(5, entry.result());
    statement.setString(6, entry.address());
    statement.setObject(7, entry.httpStatus(), Types.INTEGER);
    statement.setString(8, entry.response());
    statement.setString(9, cut(entry.problem()));
  }

  private static AttemptEntry entry(AttemptDO row) {
    return new AttemptEntry(
        row.notificationNo(),
        row.beganAt().toInstant(ZoneOffset.UTC),
        Duration.ofMillis(row.tookMillis()),
        row.result(),
        row.address(),
        row.httpStatus(),
        row.response(),
        row.problem());
  }

  private static @Nullable String cut(@Nullable String problem) {
    return problem == null || problem.length() <= PROBLEM_LENGTH
        ? problem
        : problem.substring(0, PROBLEM_LENGTH);
  }
}
