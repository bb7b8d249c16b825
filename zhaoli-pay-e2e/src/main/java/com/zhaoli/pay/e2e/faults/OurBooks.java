package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.faults.books.Rows;
import java.util.List;

/** Reads what the platform wrote down for one merchant. */
public final class OurBooks {
  private final Database database;
  private final String merchantNo;

  public OurBooks(Database database, String merchantNo) {
    this.database = database;
    this.merchantNo = merchantNo;
  }

  List<Rows.Payment> payments() {
    return database.rows(
        "SELECT * FROM payment WHERE merchant_no = ? ORDER BY payment_no",
        row ->
            new Rows.Payment(
                row.getString("payment_no"),
                row.getString("out_trade_no"),
                row.getString("method"),
                row.getString("channel"),
                row.getString("status"),
                row.getLong("amount_fen"),
                row.getLong("refund_reserved_fen"),
                row.getLong("refunded_fen"),
                row.getInt("event_version"),
                row.getString("attempt_no"),
                row.getString("channel_trade_no"),
                row.getString("failure_code"),
                row.getString("created_at"),
                row.getString("expires_at"),
                row.getString("paid_at")),
        merchantNo);
  }

  List<Rows.Attempt> attempts() {
    return database.rows(
        "SELECT * FROM payment_attempt WHERE merchant_no = ? ORDER BY attempt_no",
        row ->
            new Rows.Attempt(
                row.getString("attempt_no"),
                row.getString("payment_no"),
                row.getString("channel"),
                row.getString("method"),
                row.getString("status"),
                row.getLong("amount_fen"),
                row.getString("channel_trade_no"),
                row.getString("created_at"),
                row.getString("paid_at"),
                row.getString("next_sync_at")),
        merchantNo);
  }

  List<Rows.Refund> refunds() {
    return database.rows(
        "SELECT * FROM payment_refund WHERE merchant_no = ? ORDER BY refund_no",
        row ->
            new Rows.Refund(
                row.getString("refund_no"),
                row.getString("payment_no"),
                row.getString("attempt_no"),
                row.getString("out_refund_no"),
                row.getString("origin"),
                row.getString("status"),
                row.getLong("amount_fen"),
                row.getString("channel_refund_no"),
                row.getString("failure_code"),
                row.getString("created_at"),
                row.getString("refunded_at")),
        merchantNo);
  }

  List<Rows.Anomaly> anomalies() {
    return database.rows(
        "SELECT * FROM payment_anomaly WHERE merchant_no = ? ORDER BY attempt_no",
        row ->
            new Rows.Anomaly(
                row.getString("attempt_no"),
                row.getString("payment_no"),
                row.getString("kind"),
                row.getString("channel_trade_no"),
                row.getLong("amount_fen"),
                row.getString("refund_no")),
        merchantNo);
  }

  List<Rows.Event> events() {
    return database.rows(
        """
        SELECT e.* FROM outbox_event e JOIN payment p ON p.payment_no = e.payment_no
        WHERE p.merchant_no = ? ORDER BY e.payment_no, e.version
        """,
        row ->
            new Rows.Event(
                row.getString("event_id"),
                row.getString("payment_no"),
                row.getInt("version"),
                row.getString("event_type"),
                row.getString("created_at"),
                row.getString("published_at")),
        merchantNo);
  }

  List<Rows.Notification> notifications() {
    return database.rows(
        """
        SELECT n.* FROM payment p JOIN zhaoli_notify.notification n ON n.payment_no = p.payment_no
        WHERE p.merchant_no = ? ORDER BY n.notification_no
        """,
        row ->
            new Rows.Notification(
                row.getString("event_id"),
                row.getString("payment_no"),
                row.getString("target_kind"),
                row.getInt("delivery_seq"),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("last_error")),
        merchantNo);
  }

  List<Rows.Callback> callbacks() {
    return database.rows(
        """
        SELECT c.attempt_no, c.result, c.received_at
        FROM payment_attempt a JOIN callback_archive c ON c.attempt_no = a.attempt_no
        WHERE a.merchant_no = ? ORDER BY c.callback_id
        """,
        row ->
            new Rows.Callback(
                row.getString("attempt_no"), row.getString("result"), row.getString("received_at")),
        merchantNo);
  }

  /** Whether anybody's attempt has this number. */
  boolean knowsOrder(String attemptNo) {
    return !database
        .rows("SELECT 1 FROM payment_attempt WHERE attempt_no = ?", row -> row.getInt(1), attemptNo)
        .isEmpty();
  }
}
