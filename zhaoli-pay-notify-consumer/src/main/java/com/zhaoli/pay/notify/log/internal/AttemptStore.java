package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.notify.log.AttemptEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Attempts in the database. */
@Component
public class AttemptStore {
  private static final int PROBLEM_LENGTH = 500;

  private static final String HEAD =
      """
      INSERT INTO delivery_attempt (attempt_no, notification_no, began_at, took_millis, result,
        address, http_status, response, problem)
      VALUES
      """;

  private static final String ROW = "(?,?,?,?,?,?,?,?,?)";

  /** A batch goes on only while the same columns have a value; the next row begins another. */
  private static final Comparator<AttemptEntry> ALIKE =
      Comparator.comparing((AttemptEntry entry) -> entry.address() == null)
          .thenComparing(entry -> entry.httpStatus() == null)
          .thenComparing(entry -> entry.response() == null)
          .thenComparing(entry -> entry.problem() == null);

  private final AttemptMapper mapper;
  private final RowBatches batches;

  AttemptStore(AttemptMapper mapper, RowBatches batches) {
    this.mapper = mapper;
    this.batches = batches;
  }

  /**
   * Adds all or none.
   *
   * @throws DuplicateKeyException when they are there already
   */
  @Transactional
  public void add(List<AttemptEntry> attempts) {
    batches.insert(HEAD, ROW, attempts.stream().sorted(ALIKE).toList(), AttemptStore::fill);
  }

  /** Oldest first. */
  public List<AttemptEntry> of(String notificationNo, int limit) {
    return mapper.of(notificationNo, limit).stream().map(AttemptStore::entry).toList();
  }

  private static int fill(PreparedStatement statement, int from, AttemptEntry entry)
      throws SQLException {
    int i = from;
    statement.setString(i++, entry.attemptNo());
    statement.setString(i++, entry.notificationNo());
    statement.setObject(i++, LocalDateTime.ofInstant(entry.beganAt(), ZoneOffset.UTC));
    statement.setInt(i++, (int) entry.took().toMillis());
    statement.setString(i++, entry.result());
    statement.setString(i++, entry.address());
    statement.setObject(i++, entry.httpStatus(), Types.INTEGER);
    statement.setString(i++, entry.response());
    statement.setString(i++, cut(entry.problem()));
    return i;
  }

  private static AttemptEntry entry(AttemptDO row) {
    return new AttemptEntry(
        row.attemptNo(),
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
