package com.zhaoli.pay.payment.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the database does with our statements at some ten thousand rows. */
class PlansIT extends RunningReconciliation {
  private static final int ROWS = 20_000;
  private static final String RECONCILE = "com.zhaoli.pay.payment.reconcile.internal.";
  private static final String STATEMENT = "com.zhaoli.pay.payment.statement.internal.";

  @Autowired private SqlSessionFactory sessions;

  @AfterEach
  void leaveNothing() {
    jdbc.update("DELETE FROM payment_attempt WHERE attempt_no LIKE 'at_p%'");
    jdbc.update("DELETE FROM payment_refund WHERE refund_no LIKE 'ref_p%'");
    jdbc.update("DELETE FROM payment WHERE payment_no LIKE 'pay_p%'");
    jdbc.update("DELETE FROM reconcile_bill_row WHERE run_no = 'rec_p'");
    jdbc.update("DELETE FROM reconcile_cut_off WHERE entry_no LIKE 'at_p%'");
    jdbc.update("DELETE FROM reconcile_difference WHERE difference_no LIKE 'dif_p%'");
    jdbc.update("DELETE FROM reconcile_run WHERE run_no LIKE 'rec_p%'");
  }

  @Test
  void everyListAndEveryPageWalksAnIndex() {
    fill();
    Instant now = clock.instant();
    List<String> numbers = IntStream.range(1, 200).mapToObj(i -> "at_p" + i).toList();
    Map<String, @Nullable Object> all = new TreeMap<>();
    all.put("runNo", "rec_p");
    all.put("turn", 1);
    all.put("lastTurn", 1);
    all.put("subject", "PAYMENT");
    all.put("afterEntry", "at_p5");
    all.put("afterRow", 5);
    all.put("limit", 100);
    all.put("entryNos", numbers);
    all.put("attemptNos", numbers);
    all.put("numbers", numbers);
    all.put("channel", "WECHAT");
    all.put("account", account);
    all.put("day", java.sql.Date.valueOf(day.date()));
    all.put("after", noon());
    all.put("afterNo", "at_p5");
    all.put("end", day.end());
    all.put("from", day.start());
    all.put("merchantNo", MERCHANT);
    all.put("now", now);
    all.put("status", "OPEN");
    all.put("kind", "AMOUNT");
    all.put("note", "n");

    assertThat(keyOf(RECONCILE + "StagingMapper.page", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "StagingMapper.found", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "StagingMapper.takenBack", all)).isEqualTo("ix_bill_attempt");
    assertThat(keyOf(RECONCILE + "StagingMapper.delete", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "StagingMapper.cutOffs", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "BooksMapper.attempts", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "BooksMapper.refunds", all)).isEqualTo("PRIMARY");
    assertThat(keyOf(RECONCILE + "BooksMapper.attemptsPaid", all)).isEqualTo("ix_attempt_paid");
    assertThat(keyOf(RECONCILE + "BooksMapper.refundsDone", all)).isEqualTo("ix_refund_done");
    assertThat(keyOf(STATEMENT + "StatementMapper.payments", all)).isEqualTo("ix_payment_paid");
    assertThat(keyOf(STATEMENT + "StatementMapper.refunds", all)).isEqualTo("ix_refund_merchant");
    assertThat(keyOf(STATEMENT + "StatementMapper.paymentSums", all)).isEqualTo("ix_payment_paid");
    assertThat(keyOf(STATEMENT + "StatementMapper.refundSums", all))
        .isEqualTo("ix_refund_merchant");
    assertThat(keyOf(RECONCILE + "DifferenceMapper.lockOf", all)).isNotNull();
    assertThat(keyOf(RECONCILE + "DifferenceMapper.waitingFor", all))
        .isEqualTo("ix_difference_wait");
    assertThat(keyOf(RECONCILE + "DifferenceMapper.resolveMissing", all)).isNotNull();
    assertThat(keyOf(RECONCILE + "DifferenceMapper.resolveUnseen", all)).isNotNull();
    assertThat(keyOf(RECONCILE + "DifferenceMapper.countOpen", all))
        .isEqualTo("ix_difference_status_kind");

    Map<String, @Nullable Object> list = new TreeMap<>(all);
    for (String runNo : new String[] {null, "rec_p"}) {
      for (String status : new String[] {null, "OPEN", "IGNORED"}) {
        for (String kind : new String[] {null, "AMOUNT", "STATUS"}) {
          for (String after : new String[] {null, "dif_p5"}) {
            list.put("runNo", runNo);
            list.put("status", status);
            list.put("kind", kind);
            list.put("after", after);
            assertThat(keyOf(RECONCILE + "DifferenceMapper.newestFirst", list))
                .as("%s", list)
                .isNotNull();
          }
        }
      }
    }
    for (Object of : new Object[] {null, all.get("day")}) {
      for (String status : new String[] {null, "DONE"}) {
        list.put("day", of);
        list.put("status", status);
        list.put("after", "rec_p5");
        assertThat(keyOf(RECONCILE + "RunMapper.newestFirst", list)).isNotNull();
      }
    }
    assertThat(keyOf(RECONCILE + "RunMapper.lockDue", all)).isEqualTo("ix_run_due");
    assertThat(keyOf(RECONCILE + "RunMapper.toCleanUp", all)).isEqualTo("ix_run_cleanup");
    Map<String, @Nullable Object> accounts = new TreeMap<>(all);
    accounts.put("after", "");
    assertThat(keyOf(RECONCILE + "BooksMapper.nextAccount", accounts)).isEqualTo("ix_attempt_paid");
  }

  /** The index that the first table is read by; fails on a table scan and on a sort. */
  private @Nullable String keyOf(String statement, Map<String, @Nullable Object> parameters) {
    BoundSql sql =
        sessions.getConfiguration().getMappedStatement(statement).getBoundSql(parameters);
    List<@Nullable Object> arguments = new ArrayList<>();
    for (ParameterMapping mapping : sql.getParameterMappings()) {
      String name = mapping.getProperty();
      Object value =
          sql.hasAdditionalParameter(name)
              ? sql.getAdditionalParameter(name)
              : parameters.get(name);
      arguments.add(value instanceof Instant instant ? Timestamp.from(instant) : value);
    }
    List<Map<String, Object>> plan =
        jdbc.queryForList("EXPLAIN " + sql.getSql(), arguments.toArray());
    assertThat(plan)
        .as(statement)
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.get("type")).isNotEqualTo("ALL");
              assertThat(String.valueOf(step.get("Extra")))
                  .doesNotContain("filesort")
                  .doesNotContain("temporary");
            });
    Object key = plan.get(0).get("key");
    return key == null ? null : key.toString();
  }

  private void fill() {
    Timestamp start = Timestamp.from(day.start().minus(Duration.ofDays(1)));
    Timestamp noon = Timestamp.from(noon());
    jdbc.update(
        """
        INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
          channel_account_no, amount_fen, status, call_until, created_at, updated_at, paid_at)
        SELECT CONCAT('at_p', seq), CONCAT('pay_p', seq), ?, 'WECHAT', ?, seq, 'SUCCEEDED',
          ?, ?, ?, TIMESTAMPADD(SECOND, seq * 12, ?)
        FROM seq_1_to_%d
        """
            .formatted(ROWS),
        MERCHANT,
        account,
        noon,
        noon,
        noon,
        start);
    jdbc.update(
        """
        INSERT INTO payment_refund (refund_no, payment_no, attempt_no, merchant_no, out_refund_no,
          origin, channel, channel_account_no, amount_fen, status, created_at, updated_at,
          refunded_at)
        SELECT CONCAT('ref_p', seq), CONCAT('pay_p', seq), CONCAT('at_p', seq), ?,
          CONCAT('out_p', seq), 'MERCHANT', 'WECHAT', ?, seq, 'SUCCEEDED', ?, ?,
          TIMESTAMPADD(SECOND, seq * 12, ?)
        FROM seq_1_to_%d
        """
            .formatted(ROWS),
        MERCHANT,
        account,
        noon,
        noon,
        start);
    jdbc.update(
        """
        INSERT INTO payment (payment_no, merchant_no, out_trade_no, content_hash, amount_fen,
          subject, method, channel, status, attempt_no, pay_token, created_at, updated_at,
          expires_at, paid_at)
        SELECT CONCAT('pay_p', seq), ?, CONCAT('out_p', seq), REPEAT('0', 64), seq, 's', 'NATIVE',
          'WECHAT', 'SUCCEEDED', CONCAT('at_p', seq), CONCAT('token_p', seq), ?, ?, ?,
          TIMESTAMPADD(SECOND, seq * 12, ?)
        FROM seq_1_to_%d
        """
            .formatted(ROWS),
        MERCHANT,
        noon,
        noon,
        noon,
        start);
    jdbc.update(
        """
        INSERT INTO reconcile_bill_row (run_no, turn, subject, entry_no, row_no, attempt_no,
          channel_trade_no, amount_fen, status)
        SELECT 'rec_p', 1, 'PAYMENT', CONCAT('at_p', seq), seq, CONCAT('at_p', seq), '', seq,
          'SUCCEEDED'
        FROM seq_1_to_%d
        """
            .formatted(ROWS));
    jdbc.update(
        """
        INSERT INTO reconcile_cut_off (channel, channel_account_no, subject, entry_no, bill_day)
        SELECT 'WECHAT', ?, 'PAYMENT', CONCAT('at_p', seq), ? FROM seq_1_to_%d
        """
            .formatted(ROWS),
        account,
        day.date());
    jdbc.update(
        """
        INSERT INTO reconcile_difference (difference_no, run_no, subject, entry_no, kind, status,
          channel, channel_account_no, business_day, wait_for_day, attempt_no, bill_rows, turn,
          created_at, updated_at)
        SELECT CONCAT('dif_p', seq), IF(seq %% 2, 'rec_p', 'rec_q'), 'PAYMENT',
          CONCAT('at_p', seq), IF(seq %% 3, 'AMOUNT', 'STATUS'),
          ELT(1 + seq %% 4, 'OPEN', 'IGNORED', 'RESOLVED', 'WAITING'), 'WECHAT', ?, ?,
          IF(seq %% 4 = 3, ?, NULL), CONCAT('at_p', seq), 1, 1, ?, ?
        FROM seq_1_to_%d
        """
            .formatted(ROWS),
        account,
        day.date(),
        day.next().date(),
        noon,
        noon);
    jdbc.update(
        """
        INSERT INTO reconcile_run (run_no, channel, channel_account_no, business_day, status,
          cleanup_at, created_at, updated_at)
        SELECT CONCAT('rec_p', seq), 'WECHAT', CONCAT(?, 'x', seq), ?, 'DONE',
          IF(seq %% 100, NULL, ?), ?, ?
        FROM seq_1_to_%d
        """
            .formatted(ROWS),
        account,
        day.date(),
        Timestamp.from(clock.instant().plus(Duration.ofDays(30))),
        noon,
        noon);
    jdbc.queryForList(
        """
        ANALYZE TABLE payment, payment_attempt, payment_refund, reconcile_bill_row,
          reconcile_cut_off, reconcile_difference, reconcile_run
        """);
  }
}
