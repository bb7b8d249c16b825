package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The platform's database, seen from outside: what it counts, the orders that callbacks are made
 * for, and what became of them. For one thread.
 */
public final class Database implements AutoCloseable {
  private static final int CHUNK = 500;
  private static final String DURABILITY = "innodb_flush_log_at_trx_commit";

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /**
   * Logs in.
   *
   * @throws BenchFailure when that is not possible
   */
  public static Database open(DatabaseLogin login) {
    String url =
        "jdbc:mariadb://%s:%d/zhaoli_payment?connectTimeout=3000&socketTimeout=60000"
            .formatted(login.host(), login.port());
    try {
      return new Database(DriverManager.getConnection(url, login.user(), login.password()));
    } catch (SQLException e) {
      throw new BenchFailure("The database does not let the benchmark in: " + e.getMessage(), e);
    }
  }

  /** The server's name and version. */
  public String version() {
    return text("SELECT CONCAT(@@version_comment, ' ', @@version)");
  }

  /**
   * Figures of a database that may lose what it has confirmed would say nothing.
   *
   * @throws BenchFailure when a commit is not on the disk before it is confirmed
   */
  public String requireDurable() {
    String value = text("SELECT @@" + DURABILITY);
    if (!value.equals("1")) {
      throw new BenchFailure(
          "The database runs with "
              + DURABILITY
              + "="
              + value
              + " and may lose what it confirmed: set it to 1, then measure.");
    }
    return DURABILITY + "=" + value;
  }

  /** All counters of the server that are numbers. */
  public Map<String, Long> counters() {
    return query(
        "SHOW GLOBAL STATUS",
        List.of(),
        rows -> {
          Map<String, Long> counters = new TreeMap<>();
          while (rows.next()) {
            String value = rows.getString(2);
            if (value.matches("\\d{1,18}")) {
              counters.put(rows.getString(1), Long.parseLong(value));
            }
          }
          return counters;
        });
  }

  /**
   * An order at a channel that waits for its payer.
   *
   * @param attemptNo the number that the channel knows
   */
  public record OpenOrder(String paymentNo, String attemptNo, String channel, long amountFen) {}

  /** The orders of these payments that are at their channel. */
  public List<OpenOrder> openOrders(List<String> paymentNos) {
    List<OpenOrder> orders = new ArrayList<>();
    for (List<String> chunk : chunks(paymentNos)) {
      orders.addAll(
          query(
              "SELECT payment_no, attempt_no, channel, amount_fen FROM payment_attempt"
                  + " WHERE status = 'PAYING' AND payment_no IN "
                  + placeholders(chunk),
              chunk,
              rows -> {
                List<OpenOrder> found = new ArrayList<>();
                while (rows.next()) {
                  found.add(
                      new OpenOrder(
                          rows.getString(1),
                          rows.getString(2),
                          rows.getString(3),
                          rows.getLong(4)));
                }
                return found;
              }));
    }
    return orders;
  }

  /**
   * Puts off when the platform would ask the channels for these orders by itself: they wait for
   * their callback longer than a payer takes, and the questions would be measured with it.
   */
  public void putOffSync(List<OpenOrder> orders) {
    List<String> attemptNos = orders.stream().map(OpenOrder::attemptNo).toList();
    for (List<String> chunk : chunks(attemptNos)) {
      update(
          "UPDATE payment_attempt SET next_sync_at = next_sync_at + INTERVAL 10 MINUTE"
              + " WHERE attempt_no IN "
              + placeholders(chunk),
          chunk);
    }
  }

  /**
   * Those of the payments that are not as a callback answered with success must leave them: paid,
   * with the channel's number of this callback, told to the merchant by exactly one event, and with
   * no surplus money.
   *
   * @param tradeNoByPayment the channel's number in the callback, by payment
   */
  public Set<String> notPaidOnce(Map<String, String> tradeNoByPayment) {
    Set<String> wrong = new HashSet<>(tradeNoByPayment.keySet());
    for (List<String> chunk : chunks(List.copyOf(tradeNoByPayment.keySet()))) {
      query(
          """
          SELECT p.payment_no, p.channel_trade_no,
            (SELECT COUNT(*) FROM outbox_event e WHERE e.payment_no = p.payment_no
              AND e.event_type = 'payment.succeeded')
          FROM payment p
          WHERE p.status = 'SUCCEEDED'
            AND NOT EXISTS (SELECT 1 FROM payment_anomaly a WHERE a.payment_no = p.payment_no)
            AND p.payment_no IN
          """
              + placeholders(chunk),
          chunk,
          rows -> {
            while (rows.next()) {
              String paymentNo = rows.getString(1);
              if (rows.getInt(3) == 1
                  && Objects.equals(rows.getString(2), tradeNoByPayment.get(paymentNo))) {
                wrong.remove(paymentNo);
              }
            }
            return wrong;
          });
    }
    return wrong;
  }

  /** How many payments a merchant has whose order numbers begin so. */
  public long payments(String merchantNo, String outTradeNoPrefix) {
    return query(
        "SELECT COUNT(*) FROM payment WHERE merchant_no = ? AND out_trade_no LIKE ?",
        List.of(merchantNo, outTradeNoPrefix + "%"),
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database connection cannot be closed", e);
    }
  }

  private String text(String sql) {
    return query(
        sql,
        List.of(),
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  /** Reads what a query found. */
  private interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, List<String> values, Reader<T> reader) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer: " + sql, e);
    }
  }

  private void update(String sql, List<String> values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer: " + sql, e);
    }
  }

  private static String placeholders(List<String> values) {
    return "(" + "?, ".repeat(values.size() - 1) + "?)";
  }

  private static List<List<String>> chunks(List<String> values) {
    List<List<String>> chunks = new ArrayList<>();
    for (int start = 0; start < values.size(); start += CHUNK) {
      chunks.add(values.subList(start, Math.min(values.size(), start + CHUNK)));
    }
    return chunks;
  }
}
