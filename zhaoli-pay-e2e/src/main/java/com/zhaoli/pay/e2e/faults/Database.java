package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.StepFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The platform's database, to read in. */
public final class Database {
  private final String url;
  private final String user;
  private final String password;

  private Database(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The database that {@code ./zhaoli} names to what it starts. */
  public static Database of(Map<String, String> environment) {
    return new Database(
        "jdbc:mariadb://"
            + environment.getOrDefault("ZHAOLI_DB_HOST", "127.0.0.1")
            + ":"
            + environment.getOrDefault("ZHAOLI_DB_PORT", "3306")
            + "/zhaoli_payment?connectTimeout=5000&socketTimeout=60000",
        environment.getOrDefault("ZHAOLI_DB_USER", "zhaoli"),
        environment.getOrDefault("ZHAOLI_DB_PASSWORD", "zhaoli"));
  }

  /** Makes something of a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query with one parameter for each question mark. */
  public <T> List<T> rows(String sql, RowReader<T> reader, String... parameters) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new StepFailure("The database could not be read: " + e.getMessage(), e);
    }
  }
}
