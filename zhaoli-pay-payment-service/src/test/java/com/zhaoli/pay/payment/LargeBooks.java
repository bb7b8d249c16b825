package com.zhaoli.pay.payment;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Books of a large platform: half of all payments are of {@link #BIG}, the others of a thousand
 * merchants, or of as many as have a hundred each. The youngest fiftieth is open: of that, half is
 * due to be asked for. Numbers grow with time, as the real ones do.
 */
final class LargeBooks {
  static final String BIG = "mch_big";

  /** One of the others. */
  static final String SMALL = "mch_7";

  /** Fewer are no large books: the database rightly reads the whole of a small table. */
  static final int LEAST = 20_000;

  private static final int EACH_AT_LEAST = 100;
  private static final int SMALL_MERCHANTS = 1_000;

  private static final int CHUNK = 50_000;
  private final JdbcTemplate jdbc;
  private final int payments;

  LargeBooks(JdbcTemplate jdbc, int payments) {
    if (payments < LEAST) {
      throw new IllegalArgumentException("at least " + LEAST + " payments, not " + payments);
    }
    this.jdbc = jdbc;
    this.payments = payments;
  }

  /** Of so many payments in turn one is of a merchant, the big one or a small one. */
  int turn(String merchant) {
    return merchant.equals(BIG) ? 2 : 2 * Math.min(SMALL_MERCHANTS, payments / 2 / EACH_AT_LEAST);
  }

  /** The number of the n-th thing of a kind, from 1. */
  static String number(String prefix, int n) {
    return "%s%026d".formatted(prefix, n);
  }

  private int open() {
    return payments / 50;
  }

  /** Fills tables that may have been filled for a try before. */
  void fill() {
    List<String> tables =
        List.of("payment", "payment_attempt", "payment_refund", "outbox_event", "callback_archive");
    for (String table : tables) {
      jdbc.execute("TRUNCATE TABLE " + table);
    }
    jdbc.execute("CREATE OR REPLACE TABLE plan_sequence (n INT NOT NULL PRIMARY KEY)");
    jdbc.update("INSERT INTO plan_sequence VALUES (1)");
    for (int size = 1; size < payments; size *= 2) {
      jdbc.update(
          "INSERT INTO plan_sequence SELECT n + ? FROM plan_sequence WHERE n + ? <= ?",
          size,
          size,
          payments);
    }
    for (int from = 1; from <= payments; from += CHUNK) {
      for (String insert :
          List.of(PAYMENTS, ATTEMPTS, EARLIER_ATTEMPTS, REFUNDS, EVENTS, ARCHIVE)) {
        jdbc.update(insert.formatted(payments, open(), from, from + CHUNK - 1, turn(SMALL)));
      }
    }
    jdbc.queryForList(
        "ANALYZE TABLE payment, payment_attempt, payment_refund, outbox_event, callback_archive");
  }

  /** The parameters: payments, open ones, first and last of this chunk, turn of the small ones. */
  private static final String SOURCE =
      """
       FROM (SELECT n, LPAD(n, 26, '0') AS no, n > %1$d - %2$d AS open,
         UTC_TIMESTAMP(3) - INTERVAL (%1$d - n) SECOND AS at,
         CASE WHEN MOD(n, 2) = 0 THEN 'mch_big' ELSE CONCAT('mch_', MOD(n, %5$d)) END AS merchant
         FROM plan_sequence WHERE n BETWEEN %3$d AND %4$d) s
      """;

  private static final String PAYMENTS =
      """
      INSERT INTO payment (payment_no, merchant_no, app_id, out_trade_no, content_hash, amount_fen,
        subject, method, channel, status, event_version, attempt_no, pay_token, channel_trade_no,
        created_at, updated_at, expires_at, paid_at, refund_reserved_fen, refunded_fen,
        close_due_at)
      SELECT CONCAT('pay_', no), merchant, 'app_1', CONCAT('order-', no), SHA2(n, 256), 1230,
        'goods', 'AGGREGATE_QR', 'ALIPAY', CASE WHEN open THEN 'PAYING' ELSE 'SUCCEEDED' END,
        CASE WHEN open THEN 0 ELSE 1 END, CONCAT('at_', no), CONCAT('token-', no),
        CASE WHEN open THEN NULL ELSE CONCAT('T', no) END,
        at, at, at + INTERVAL 30 MINUTE, CASE WHEN open THEN NULL ELSE at END, 0, 0,
        CASE WHEN NOT open THEN NULL WHEN MOD(n, 4) < 2 THEN at - INTERVAL 1 HOUR
          ELSE at + INTERVAL 1 DAY END
      """
          + SOURCE;

  private static final String ATTEMPTS =
      """
      INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
        channel_account_no, amount_fen, status, code_url, channel_trade_no, call_until,
        next_sync_at, created_at, updated_at, method, paid_at)
      SELECT CONCAT('at_', no), CONCAT('pay_', no), merchant, 'ALIPAY', 'platform', 1230,
        CASE WHEN open THEN 'PAYING' ELSE 'SUCCEEDED' END, 'https://qr.alipay.com/x',
        CASE WHEN open THEN NULL ELSE CONCAT('T', no) END, at,
        CASE WHEN NOT open THEN NULL WHEN MOD(n, 4) < 2 THEN at - INTERVAL 1 HOUR
          ELSE at + INTERVAL 1 DAY END,
        at, at, 'NATIVE', CASE WHEN open THEN NULL ELSE at END
      """
          + SOURCE;

  /** Every tenth payer looked at another wallet first. */
  private static final String EARLIER_ATTEMPTS =
      """
      INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
        channel_account_no, amount_fen, status, call_until, created_at, updated_at, method)
      SELECT CONCAT('as_', no), CONCAT('pay_', no), merchant, 'WECHAT', 'platform', 1230,
        'CLOSED', at, at, at, 'NATIVE'
      """
          + SOURCE
          + " WHERE MOD(n, 10) = 0";

  private static final String REFUNDS =
      """
      INSERT INTO payment_refund (refund_no, payment_no, attempt_no, merchant_no, out_refund_no,
        origin, channel, channel_account_no, amount_fen, status, next_sync_at, created_at,
        updated_at, refunded_at)
      SELECT CONCAT('ref_', no), CONCAT('pay_', no), CONCAT('at_', no), merchant,
        CONCAT('back-', no), 'MERCHANT', 'ALIPAY', 'platform', 1,
        CASE WHEN open THEN 'PROCESSING' ELSE 'SUCCEEDED' END,
        CASE WHEN NOT open THEN NULL WHEN MOD(n, 4) < 2 THEN at - INTERVAL 1 HOUR
          ELSE at + INTERVAL 1 DAY END,
        at, at, CASE WHEN open THEN NULL ELSE at END
      """
          + SOURCE;

  private static final String EVENTS =
      """
      INSERT INTO outbox_event (event_id, payment_no, version, event_type, member, created_at,
        due_at, published_at)
      SELECT CONCAT('evt_', no), CONCAT('pay_', no), 1, 'payment.succeeded', REPEAT('x', 100),
        at, at, CASE WHEN open THEN NULL ELSE at END
      """
          + SOURCE;

  private static final String ARCHIVE =
      """
      INSERT INTO callback_archive (channel, channel_account_no, attempt_no, result, headers, body,
        received_at)
      SELECT 'ALIPAY', 'platform', CONCAT('at_', no), 'settled', '', REPEAT('x', 100), at
      """
          + SOURCE
          + " WHERE MOD(n, 5) = 0";
}
