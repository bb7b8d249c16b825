package com.zhaoli.pay.payment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database does for the statements of our mappers, as they are written there. */
public final class QueryPlans {
  private final SqlSessionFactory sessions;
  private final JdbcTemplate jdbc;

  public QueryPlans(SqlSessionFactory sessions, JdbcTemplate jdbc) {
    this.sessions = sessions;
    this.jdbc = jdbc;
  }

  /**
   * What it does for one table.
   *
   * @param access how rows are found: const, eq_ref, ref, range; ALL reads the whole table
   * @param key the index, or null for none
   */
  public record Step(String table, String access, @Nullable String key, String extra) {}

  /** A statement with its plan, and how many rows the storage engine was asked for. */
  public record Plan(List<Step> steps, long rowsRead) {}

  /** The plan of a mapper's statement, which is executed and rolled back. */
  Plan of(Class<?> mapper, String method, Map<String, ?> parameters) {
    return of(mapper.getName() + "." + method, parameters);
  }

  /** The plan of a statement by its mapper's full name, which is executed and rolled back. */
  public Plan of(String name, Map<String, ?> parameters) {
    MappedStatement mapped = sessions.getConfiguration().getMappedStatement(name);
    // As MyBatis has them: by their names and by their places.
    Map<String, Object> named = new HashMap<>(parameters);
    BoundSql sql = mapped.getBoundSql(named);
    return Objects.requireNonNull(
        jdbc.execute(
            (ConnectionCallback<Plan>)
                connection -> {
                  connection.setAutoCommit(false);
                  try {
                    List<Step> steps = explain(connection, mapped, sql, named);
                    return new Plan(steps, rowsRead(connection, mapped, sql, named));
                  } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                  }
                }));
  }

  private static List<Step> explain(
      Connection connection, MappedStatement mapped, BoundSql sql, Object parameters)
      throws SQLException {
    List<Step> steps = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("EXPLAIN " + sql.getSql().strip())) {
      new DefaultParameterHandler(mapped, parameters, sql).setParameters(statement);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          steps.add(
              new Step(
                  String.valueOf(rows.getString("table")),
                  String.valueOf(rows.getString("type")),
                  rows.getString("key"),
                  String.valueOf(rows.getString("Extra"))));
        }
      }
    }
    return steps;
  }

  private static long rowsRead(
      Connection connection, MappedStatement mapped, BoundSql sql, Object parameters)
      throws SQLException {
    try (Statement status = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql.getSql().strip())) {
      new DefaultParameterHandler(mapped, parameters, sql).setParameters(statement);
      status.execute("FLUSH STATUS");
      statement.execute();
      long read = 0;
      try (ResultSet rows = status.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
        while (rows.next()) {
          read += rows.getLong("Value");
        }
      }
      return read;
    }
  }
}
