package com.zhaoli.pay.notify.log.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * New rows, many at once. MariaDB takes them as a batch: the driver sends the values of all rows
 * with a text of one, and the server works them off as one statement, in three fifths of the time
 * that a list of as many rows takes it. MySQL has no such thing: there the driver would wait for an
 * answer to each row, so that it gets the list.
 */
@Component
class RowBatches {
  /** The driver's word for sending a text as it is: one of a length of its own is not kept. */
  private static final String AS_IT_IS = "/*client prepare*/";

  private static final int AT_ONCE = 500;

  private final JdbcTemplate sql;
  private final Predicate<String> takesBatches;

  @Autowired
  RowBatches(JdbcTemplate sql) {
    this(sql, "MariaDB"::equals);
  }

  /**
   * @param takesBatches whether a server of this name takes many rows at once
   */
  RowBatches(JdbcTemplate sql, Predicate<String> takesBatches) {
    this.sql = sql;
    this.takesBatches = takesBatches;
  }

  /** Sets the parameters of a row, from one on. */
  @FunctionalInterface
  interface Filler<T> {
    /** Returns the number of the parameter that follows. */
    int fill(PreparedStatement statement, int from, T row) throws SQLException;
  }

  /**
   * To be called in a transaction, which makes it all or none.
   *
   * @param head of the statement, up to {@code VALUES}
   * @param row what stands for one, in parentheses
   */
  <T> void insert(String head, String row, List<T> rows, Filler<T> filler) {
    for (int i = 0; i < rows.size(); i += AT_ONCE) {
      insertSome(head, row, rows.subList(i, Math.min(rows.size(), i + AT_ONCE)), filler);
    }
  }

  private <T> void insertSome(String head, String row, List<T> rows, Filler<T> filler) {
    if (takesBatches()) {
      sql.batchUpdate(
          head + row, rows, rows.size(), (statement, one) -> filler.fill(statement, 1, one));
    } else {
      sql.update(
          AS_IT_IS + head + String.join(",", Collections.nCopies(rows.size(), row)),
          statement -> {
            int next = 1;
            for (T one : rows) {
              next = filler.fill(statement, next, one);
            }
          });
    }
  }

  /** The driver knows it since it logged in; no call is made. */
  private boolean takesBatches() {
    return Boolean.TRUE.equals(
        sql.execute(
            (ConnectionCallback<Boolean>) connection -> takesBatches.test(productOf(connection))));
  }

  private static String productOf(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName();
  }
}
