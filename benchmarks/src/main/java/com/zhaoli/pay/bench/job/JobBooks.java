package com.zhaoli.pay.bench.job;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Payments for the status sync, put into the books by SQL, and how far a run is. Every fifth
 * payment has an open order of yesterday that its channel has never seen: each takes one question
 * and one call to take it off, and moves the payment to CLOSED with one event. For one thread.
 */
public final class JobBooks implements AutoCloseable {
  private static final int CHUNK = 50_000;
  private static final int OPEN_EVERY = 5;
  private static final int WIDTH = 16;
  private static final String FAILED =
      " FROM zhaoli_job.job_failed_batch WHERE job = 'paymentStatusSync'";

  private final Connection connection;
  private final String stamp;

  private JobBooks(Connection connection, String stamp) {
    this.connection = connection;
    this.stamp = stamp;
  }

  /**
   * Logs in.
   *
   * @param stamp 8 letters and digits, that no earlier books had
   */
  public static JobBooks open(DatabaseLogin login, String stamp) {
    String url =
        "jdbc:mariadb://%s:%d/zhaoli_payment?connectTimeout=3000&socketTimeout=120000"
            .formatted(login.host(), login.port());
    try {
      return new JobBooks(DriverManager.getConnection(url, login.user(), login.password()), stamp);
    } catch (SQLException e) {
      throw new BenchFailure("The database does not let the benchmark in: " + e.getMessage(), e);
    }
  }

  /** Puts so many payments into the books; none of them is due so far. */
  public void fill(int payments) {
    update(
        "UPDATE payment_attempt SET next_sync_at = UTC_TIMESTAMP(3) + INTERVAL 1 DAY"
            + " WHERE next_sync_at IS NOT NULL");
    for (int from = 1; from <= payments; from += CHUNK) {
      int to = Math.min(payments, from + CHUNK - 1);
      update(
          """
          INSERT INTO payment (payment_no, merchant_no, out_trade_no, content_hash, amount_fen,
            subject, method, channel, status, attempt_no, pay_token, created_at, updated_at,
            expires_at)
          SELECT CONCAT('pay_%1$s', LPAD(seq, %2$d, '0')), 'mch_jobs',
            CONCAT('%1$s', LPAD(seq, %2$d, '0')), SHA2(seq, 256), 1230, 'tea', 'NATIVE',
            IF(MOD(seq, 2) = 0, 'ALIPAY', 'WECHAT'), IF(MOD(seq, %3$d) = 0, 'PAYING', 'FAILED'),
            CONCAT('at_%1$s', LPAD(seq, %2$d, '0')), CONCAT('%1$s', LPAD(seq, %2$d, '0')),
            UTC_TIMESTAMP(3) - INTERVAL 2 DAY, UTC_TIMESTAMP(3) - INTERVAL 2 DAY,
            UTC_TIMESTAMP(3) - INTERVAL 1 DAY
          FROM seq_%4$d_to_%5$d
          """
              .formatted(stamp, WIDTH, OPEN_EVERY, from, to));
      update(
          """
          INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
            channel_account_no, amount_fen, method, status, call_until, created_at, updated_at)
          SELECT p.attempt_no, p.payment_no, p.merchant_no, p.channel, 'platform', p.amount_fen,
            p.method, p.status, p.created_at, p.created_at, p.created_at
          FROM payment p WHERE p.payment_no BETWEEN CONCAT('pay_%1$s', LPAD(%3$d, %2$d, '0'))
            AND CONCAT('pay_%1$s', LPAD(%4$d, %2$d, '0'))
          """
              .formatted(stamp, WIDTH, from, to));
    }
    update("ANALYZE TABLE payment, payment_attempt");
  }

  /** Makes the open orders of these payments due, by their numbers from 1; how many. */
  public long makeDue(int from, int to) {
    return update(
        """
        UPDATE payment_attempt SET next_sync_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR
        WHERE attempt_no BETWEEN CONCAT('at_%1$s', LPAD(%3$d, %2$d, '0'))
          AND CONCAT('at_%1$s', LPAD(%4$d, %2$d, '0')) AND status = 'PAYING'
        """
            .formatted(stamp, WIDTH, from, to));
  }

  /** Payments of ours that are closed with exactly one event. */
  public long closedOnce() {
    return number(
        "SELECT COUNT(*) FROM payment WHERE payment_no LIKE 'pay_%s%%' AND status = 'CLOSED'"
                .formatted(stamp)
            + " AND event_version = 1");
  }

  /** Payments of ours that were changed in any other way than that. */
  public long otherwise() {
    return number(
        "SELECT COUNT(*) FROM payment WHERE payment_no LIKE 'pay_%s%%'".formatted(stamp)
            + " AND (event_version > 1 OR (event_version = 1 AND status <> 'CLOSED'))");
  }

  /** Payments that the job's newest run has moved; those that failed do not count. */
  public long synced() {
    return number(
        "SELECT COALESCE(SUM(changed), 0) FROM zhaoli_job.job_range WHERE run_no ="
            + " (SELECT MAX(run_no) FROM zhaoli_job.job_run WHERE job = 'paymentStatusSync')");
  }

  public boolean isRunOpen() {
    return number("SELECT COUNT(*) FROM zhaoli_job.job_run WHERE open_job = 'paymentStatusSync'")
        > 0;
  }

  /** Payments that failed in any run. */
  public long failed() {
    return number("SELECT COALESCE(SUM(key_count), 0)" + FAILED);
  }

  /** Batches that failed and were not done again since. */
  public long leftFailed() {
    return number("SELECT COUNT(*)" + FAILED + " AND status = 'OPEN'");
  }

  /** Ranges that an executor still has. */
  public long leased() {
    return number(
        "SELECT COUNT(*) FROM zhaoli_job.job_range WHERE status = 'OPEN' AND owner IS NOT NULL"
            + " AND lease_until > UTC_TIMESTAMP(3)");
  }

  private long number(String query) {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer: " + query, e);
    }
  }

  private long update(String sql) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not take: " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the database connection cannot be closed", e);
    }
  }
}
