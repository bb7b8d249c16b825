package com.zhaoli.pay.payment.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.QueryPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the database does with the statements of reconciliation, statements, stores and accounts.
 * {@code -Dzhaoli.plans.payments=1000000} measures as large a book as docs/query-plans.md tells of.
 */
class PlansIT extends RunningReconciliation {
  private static final int ROWS = Integer.getInteger("zhaoli.plans.payments", 20_000);
  private static final int PAGE = 100;
  private static final String RECONCILE = "com.zhaoli.pay.payment.reconcile.internal.";
  private static final String STATEMENT = "com.zhaoli.pay.payment.statement.internal.";
  private static final String STORE = "com.zhaoli.pay.payment.store.internal.";
  private static final String ACCOUNT = "com.zhaoli.pay.payment.account.internal.";

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
    jdbc.update("DELETE FROM store WHERE store_no LIKE 'sto_p%'");
    jdbc.update("DELETE FROM channel_account WHERE channel_account_no LIKE 'acc_p%'");
  }

  @Test
  void everyListAndEveryPageWalksAnIndex() {
    fill();
    Instant now = clock.instant();
    List<String> numbers = IntStream.range(1, 200).mapToObj(i -> "at_p" + padded(i)).toList();
    Map<String, @Nullable Object> all = new TreeMap<>();
    all.put("runNo", "rec_p");
    all.put("turn", 1);
    all.put("lastTurn", 1);
    all.put("subject", "PAYMENT");
    all.put("afterEntry", "at_p000000005");
    all.put("afterRow", 5);
    all.put("limit", 100);
    all.put("entryNos", numbers);
    all.put("attemptNos", numbers);
    all.put("numbers", numbers);
    all.put("channel", "WECHAT");
    all.put("account", account);
    all.put("day", java.sql.Date.valueOf(day.date()));
    all.put("after", noon());
    all.put("afterNo", "at_p000000005");
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
          for (String after : new String[] {null, "dif_p000000005"}) {
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
        list.put("after", "rec_p000000005");
        assertThat(keyOf(RECONCILE + "RunMapper.newestFirst", list)).isNotNull();
      }
    }
    assertThat(keyOf(RECONCILE + "RunMapper.lockDue", all)).isEqualTo("ix_run_due");
    assertThat(keyOf(RECONCILE + "RunMapper.toCleanUp", all)).isEqualTo("ix_run_cleanup");
    Map<String, @Nullable Object> accounts = new TreeMap<>(all);
    accounts.put("after", "");
    assertThat(keyOf(RECONCILE + "BooksMapper.nextAccount", accounts)).isEqualTo("ix_attempt_paid");
  }

  @Test
  void theLastPageOfAListCostsWhatTheFirstCosts() throws IOException {
    fill();
    StringBuilder table =
        new StringBuilder(
            "| list | first page | middle | last | index |\n| --- | --- | --- | --- | --- |\n");
    for (String runNo : new String[] {null, "rec_p"}) {
      for (String status : new String[] {null, "IGNORED"}) {
        for (String kind : new String[] {null, "AMOUNT"}) {
          Map<String, @Nullable Object> where = new TreeMap<>();
          where.put("runNo", runNo);
          where.put("status", status);
          where.put("kind", kind);
          table.append(
              pages(
                  "differences" + named(where),
                  RECONCILE + "DifferenceMapper.newestFirst",
                  where,
                  down("dif_p")));
        }
      }
    }
    table.append(
        pages(
            "differences nobody was called to",
            RECONCILE + "DifferenceMapper.notAlerted",
            Map.of("runNo", "rec_q"),
            up("dif_p")));
    for (Object of : new Object[] {null, java.sql.Date.valueOf(day.date())}) {
      for (String status : new String[] {null, "DONE"}) {
        Map<String, @Nullable Object> where = new TreeMap<>();
        where.put("day", of);
        where.put("status", status);
        table.append(
            pages(
                "runs" + named(where), RECONCILE + "RunMapper.newestFirst", where, down("rec_p")));
      }
    }
    Map<String, @Nullable Object> paid = new TreeMap<>();
    paid.put("account", account);
    paid.put("merchantNo", MERCHANT);
    paid.put("end", day.end());
    table.append(
        pages(
            "paid orders of a day",
            RECONCILE + "BooksMapper.attemptsPaid",
            paid,
            throughTheDay("at_p")));
    table.append(
        pages(
            "refunds of a day",
            RECONCILE + "BooksMapper.refundsDone",
            paid,
            throughTheDay("ref_p")));
    table.append(
        pages(
            "payments of a statement",
            STATEMENT + "StatementMapper.payments",
            paid,
            throughTheDay("pay_p")));
    table.append(
        pages(
            "refunds of a statement",
            STATEMENT + "StatementMapper.refunds",
            paid,
            throughTheDay("ref_p")));
    Map<String, @Nullable Object> bill = new TreeMap<>();
    bill.put("runNo", "rec_p");
    bill.put("turn", 1);
    bill.put("subject", "PAYMENT");
    List<Map<String, ?>> rows = new ArrayList<>();
    for (int i : new int[] {0, ROWS / 2, ROWS - PAGE}) {
      rows.add(Map.of("afterEntry", "at_p" + padded(i), "afterRow", i));
    }
    table.append(pages("rows of a bill", RECONCILE + "StagingMapper.page", bill, rows));
    table.append(
        pages(
            "stores of a merchant",
            STORE + "StoreMapper.list",
            Map.of("merchantNo", MERCHANT),
            up("sto_p")));
    for (String merchantNo : new String[] {null, MERCHANT}) {
      for (boolean platform : new boolean[] {false, true}) {
        for (String channel : new String[] {null, "WECHAT"}) {
          if (merchantNo != null && platform) {
            continue;
          }
          Map<String, @Nullable Object> where = new TreeMap<>();
          where.put("merchantNo", merchantNo);
          where.put("platform", platform);
          where.put("channel", channel);
          table.append(
              pages(
                  "channel accounts" + named(where),
                  ACCOUNT + "ChannelAccountMapper.list",
                  where,
                  up("acc_p")));
        }
      }
    }
    Files.writeString(Path.of("target", "query-plans-reconcile.md"), table);
  }

  private static String padded(int number) {
    return "%09d".formatted(number);
  }

  private static String named(Map<String, @Nullable Object> where) {
    StringBuilder name = new StringBuilder();
    where.forEach(
        (key, value) -> {
          if (value != null && !value.equals(false)) {
            name.append(name.isEmpty() ? " by " : ", ").append(key);
          }
        });
    return name.toString();
  }

  /** First, middle and last page of a list whose newest comes first. */
  private static List<Map<String, ?>> down(String prefix) {
    List<Map<String, ?>> positions = new ArrayList<>();
    for (int i : new int[] {ROWS + 1, ROWS / 2, ROWS / 20}) {
      positions.add(Map.of("after", prefix + padded(i)));
    }
    return positions;
  }

  private static List<Map<String, ?>> up(String prefix) {
    List<Map<String, ?>> positions = new ArrayList<>();
    for (int i : new int[] {0, ROWS / 2, ROWS - ROWS / 20}) {
      positions.add(Map.of("after", prefix + padded(i)));
    }
    return positions;
  }

  private List<Map<String, ?>> throughTheDay(String prefix) {
    List<Map<String, ?>> positions = new ArrayList<>();
    for (int hour : new int[] {0, 12, 23}) {
      positions.add(
          Map.of(
              "after",
              day.start().plus(Duration.ofHours(hour)),
              "afterNo",
              prefix + padded(ROWS / 2 + hour * ROWS / 48)));
    }
    return positions;
  }

  /** A page reads what it shows and what its filter leaves out, and nothing that is before it. */
  private String pages(
      String name,
      String statement,
      Map<String, ? extends @Nullable Object> where,
      List<Map<String, ?>> positions) {
    List<Long> read = new ArrayList<>();
    String index = "";
    for (Map<String, ?> position : positions) {
      Map<String, @Nullable Object> parameters = new TreeMap<>(where);
      parameters.putAll(position);
      parameters.put("limit", PAGE);
      QueryPlans.Plan plan = new QueryPlans(sessions, jdbc).of(statement, parameters);
      index = plan.steps().get(0).access() + " by " + plan.steps().get(0).key();
      assertThat(plan.steps())
          .as("%s %s", name, position)
          .noneMatch(step -> step.access().equals("ALL") || step.extra().contains("filesort"));
      read.add(plan.rowsRead());
    }
    assertThat(read)
        .as("%s: rows read by pages of %d, by %s", name, PAGE, index)
        .allSatisfy(rows -> assertThat(rows).isBetween((long) PAGE / 2, 13L * PAGE))
        .allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(read.get(0) * 3 / 2 + 10));
    return "| %s | %d | %d | %d | %s |%n"
        .formatted(name, read.get(0), read.get(1), read.get(2), index);
  }

  /** The index that the first table is read by; fails on a table scan and on a sort. */
  private @Nullable String keyOf(String statement, Map<String, @Nullable Object> parameters) {
    List<QueryPlans.Step> steps = new QueryPlans(sessions, jdbc).of(statement, parameters).steps();
    assertThat(steps)
        .as(statement)
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.access()).isNotEqualTo("ALL");
              assertThat(step.extra()).doesNotContain("filesort").doesNotContain("temporary");
            });
    return steps.get(0).key();
  }

  private void fill() {
    Timestamp start = Timestamp.from(day.start().minus(Duration.ofDays(1)));
    Timestamp noon = Timestamp.from(noon());
    jdbc.update(
        """
        INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
          channel_account_no, amount_fen, status, call_until, created_at, updated_at, paid_at)
        SELECT CONCAT('at_p', LPAD(seq, 9, '0')), CONCAT('pay_p', LPAD(seq, 9, '0')), ?, 'WECHAT', ?, seq, 'SUCCEEDED',
          ?, ?, ?, TIMESTAMPADD(MICROSECOND, seq * (172800000000 DIV %1$d), ?)
        FROM seq_1_to_%1$d
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
        SELECT CONCAT('ref_p', LPAD(seq, 9, '0')), CONCAT('pay_p', LPAD(seq, 9, '0')), CONCAT('at_p', LPAD(seq, 9, '0')), ?,
          CONCAT('out_p', LPAD(seq, 9, '0')), 'MERCHANT', 'WECHAT', ?, seq, 'SUCCEEDED', ?, ?,
          TIMESTAMPADD(MICROSECOND, seq * (172800000000 DIV %1$d), ?)
        FROM seq_1_to_%1$d
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
        SELECT CONCAT('pay_p', LPAD(seq, 9, '0')), ?, CONCAT('out_p', LPAD(seq, 9, '0')), REPEAT('0', 64), seq, 's', 'NATIVE',
          'WECHAT', 'SUCCEEDED', CONCAT('at_p', LPAD(seq, 9, '0')), CONCAT('token_p', LPAD(seq, 9, '0')), ?, ?, ?,
          TIMESTAMPADD(MICROSECOND, seq * (172800000000 DIV %1$d), ?)
        FROM seq_1_to_%1$d
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
        SELECT 'rec_p', 1, 'PAYMENT', CONCAT('at_p', LPAD(seq, 9, '0')), seq, CONCAT('at_p', LPAD(seq, 9, '0')), '', seq,
          'SUCCEEDED'
        FROM seq_1_to_%1$d
        """
            .formatted(ROWS));
    jdbc.update(
        """
        INSERT INTO reconcile_cut_off (channel, channel_account_no, subject, entry_no, bill_day)
        SELECT 'WECHAT', ?, 'PAYMENT', CONCAT('at_p', LPAD(seq, 9, '0')), ? FROM seq_1_to_%1$d
        """
            .formatted(ROWS),
        account,
        day.date());
    jdbc.update(
        """
        INSERT INTO reconcile_difference (difference_no, run_no, subject, entry_no, kind, status,
          channel, channel_account_no, business_day, wait_for_day, attempt_no, bill_rows, turn,
          created_at, updated_at)
        SELECT CONCAT('dif_p', LPAD(seq, 9, '0')), IF(seq %% 2, 'rec_p', 'rec_q'), 'PAYMENT',
          CONCAT('at_p', LPAD(seq, 9, '0')), IF(seq %% 3, 'AMOUNT', 'STATUS'),
          ELT(1 + seq %% 4, 'OPEN', 'IGNORED', 'RESOLVED', 'WAITING'), 'WECHAT', ?, ?,
          IF(seq %% 4 = 3, ?, NULL), CONCAT('at_p', LPAD(seq, 9, '0')), 1, 1, ?, ?
        FROM seq_1_to_%1$d
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
        SELECT CONCAT('rec_p', LPAD(seq, 9, '0')), 'WECHAT', CONCAT(?, 'x', seq), ?, 'DONE',
          IF(seq %% 100, NULL, ?), ?, ?
        FROM seq_1_to_%1$d
        """
            .formatted(ROWS),
        account,
        day.date(),
        Timestamp.from(clock.instant().plus(Duration.ofDays(30))),
        noon,
        noon);
    jdbc.update(
        """
        INSERT INTO store (store_no, store_code, merchant_no, app_id, name, status, created_at,
          updated_at)
        SELECT CONCAT('sto_p', LPAD(seq, 9, '0')), CONCAT('c', seq), IF(seq %% 2, ?, 'mch_p'),
          'app_p', 'n', 'OPEN', ?, ?
        FROM seq_1_to_%1$d
        """
            .formatted(ROWS),
        MERCHANT,
        noon,
        noon);
    // Of a revision that every instance has seen, so that none reads them all.
    jdbc.update(
        """
        INSERT INTO channel_account (channel_account_no, channel, merchant_no, status, version,
          settings, secrets_sealed, revision, created_at, created_by, updated_at, updated_by)
        SELECT CONCAT('acc_p', LPAD(seq, 9, '0')), IF(seq %% 3, 'WECHAT', 'ALIPAY'),
          IF(seq %% 2, ?, NULL), 'DISABLED', 1, '{}', '', 0, ?, 'p', ?, 'p'
        FROM seq_1_to_%1$d
        """
            .formatted(ROWS),
        MERCHANT,
        noon,
        noon);
    jdbc.queryForList(
        """
        ANALYZE TABLE store, channel_account, payment, payment_attempt, payment_refund, reconcile_bill_row,
          reconcile_cut_off, reconcile_difference, reconcile_run
        """);
  }
}
