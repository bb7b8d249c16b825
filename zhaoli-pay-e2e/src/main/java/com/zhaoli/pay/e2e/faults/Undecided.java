package com.zhaoli.pay.e2e.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what is still under way for a merchant: nothing, once everything has settled. */
final class Undecided {
  private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put(
        "open payments",
        """
        SELECT CONCAT(payment_no, ' ', method, ' ', status) FROM payment
        WHERE merchant_no = ? AND status IN ('CREATED', 'PAYING')
        """);
    QUESTIONS.put(
        "open orders",
        """
        SELECT CONCAT(attempt_no, ' ', channel, ' ', COALESCE(method, ''), ' ', status)
        FROM payment_attempt
        WHERE merchant_no = ? AND status IN ('CREATED', 'PAYING', 'CLOSING', 'REVERSING')
        """);
    QUESTIONS.put(
        "open refunds",
        """
        SELECT CONCAT(refund_no, ' ', channel, ' ', origin) FROM payment_refund
        WHERE merchant_no = ? AND status = 'PROCESSING'
        """);
    QUESTIONS.put(
        "unpublished events",
        """
        SELECT e.event_id FROM outbox_event e JOIN payment p ON p.payment_no = e.payment_no
        WHERE p.merchant_no = ? AND e.published_at IS NULL
        """);
    QUESTIONS.put(
        "undelivered events",
        """
        SELECT e.event_id FROM outbox_event e JOIN payment p ON p.payment_no = e.payment_no
        WHERE p.merchant_no = ? AND NOT EXISTS (SELECT 1 FROM zhaoli_notify.notification n
          WHERE n.payment_no = e.payment_no AND n.event_id = e.event_id
            AND n.target_kind = 'WEBHOOK' AND n.status = 'DELIVERED')
        """);
    QUESTIONS.put(
        "deliveries under way",
        """
        SELECT CONCAT(n.event_id, ' ', n.target_kind, ' ', n.status)
        FROM payment p JOIN zhaoli_notify.notification n ON n.payment_no = p.payment_no
        WHERE p.merchant_no = ? AND n.status IN ('PENDING', 'DELIVERING', 'RETRYING')
        """);
  }

  private final Database database;
  private final String merchantNo;

  Undecided(Database database, String merchantNo) {
    this.database = database;
    this.merchantNo = merchantNo;
  }

  /** What is under way, by its kind; kinds of which there is nothing are left out. */
  Map<String, List<String>> find() {
    Map<String, List<String>> found = new LinkedHashMap<>();
    QUESTIONS.forEach(
        (kind, sql) -> {
          List<String> rows = database.rows(sql, row -> row.getString(1), merchantNo);
          if (!rows.isEmpty()) {
            found.put(kind, rows);
          }
        });
    return found;
  }

  /** How much of each kind. */
  static String counts(Map<String, List<String>> found) {
    return found.entrySet().stream()
        .map(kind -> kind.getValue().size() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }
}
