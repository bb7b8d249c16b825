package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.RunningWithBroker;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Books of accounts of a channel of tests, its bills, and the operators' API. */
abstract class RunningReconciliation extends RunningWithBroker {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String ACCOUNTS = TestBills.PREFIX.replace("_", "\\_") + "%";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Autowired protected TestBills bills;
  @Autowired protected RunStore runs;
  @Autowired protected ReconcileWorker worker;
  @Autowired private InternalToken token;
  @LocalServerPort private int port;

  protected String account = "";
  protected BusinessDay day = new BusinessDay(LocalDate.EPOCH);

  @BeforeEach
  void anAccountOfItsOwn() {
    account = TestBills.PREFIX + NUMBERS.incrementAndGet();
    day = new BusinessDay(BusinessDay.today(clock).date().minusDays(3));
    jdbc.update("UPDATE reconcile_run SET due_at = NULL");
  }

  @AfterEach
  void nothingOfThisIsDueAtAChannel() {
    jdbc.update(
        "UPDATE payment_attempt SET next_sync_at = NULL WHERE channel_account_no LIKE ?", ACCOUNTS);
    jdbc.update(
        "UPDATE payment_refund SET next_sync_at = NULL WHERE channel_account_no LIKE ?", ACCOUNTS);
  }

  protected BillAccount billAccount() {
    return new BillAccount(TestBills.CHANNEL, account);
  }

  protected Instant noon() {
    return day.start().plus(Duration.ofHours(12));
  }

  protected static String no(String prefix) {
    return prefix + NUMBERS.incrementAndGet();
  }

  protected String paidHere(long fen, Instant at) {
    return attempt(fen, "SUCCEEDED", at);
  }

  protected String attempt(long fen, String status, @Nullable Instant paidAt) {
    String attemptNo = no("at_r");
    jdbc.update(
        """
        INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,
          channel_account_no, amount_fen, status, call_until, created_at, updated_at, paid_at)
        VALUES (?, ?, ?, 'WECHAT', ?, ?, ?, ?, ?, ?, ?)
        """,
        attemptNo,
        "pay_" + attemptNo,
        MERCHANT,
        account,
        fen,
        status,
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        paidAt == null ? null : Timestamp.from(paidAt));
    return attemptNo;
  }

  protected String refundHere(String attemptNo, long fen, String status, @Nullable Instant at) {
    String refundNo = no("ref_r");
    jdbc.update(
        """
        INSERT INTO payment_refund (refund_no, payment_no, attempt_no, merchant_no, out_refund_no,
          origin, channel, channel_account_no, amount_fen, status, created_at, updated_at,
          refunded_at)
        VALUES (?, ?, ?, ?, ?, 'MERCHANT', 'WECHAT', ?, ?, ?, ?, ?, ?)
        """,
        refundNo,
        "pay_" + attemptNo,
        attemptNo,
        MERCHANT,
        refundNo,
        account,
        fen,
        status,
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        at == null ? null : Timestamp.from(at));
    return refundNo;
  }

  /** Makes the run of a day and works on it, as the pass would. */
  protected RunBO compare(BusinessDay of) {
    RunBO run = runs.ensure(billAccount(), of, clock.instant());
    runs.ask(run.runNo(), null);
    worker.workDue();
    return runs.find(run.runNo()).orElseThrow();
  }

  protected RunBO compare(BusinessDay of, List<BillRow> rows) {
    bills.bill(account, of, rows);
    return compare(of);
  }

  protected List<String> differences() {
    return jdbc.queryForList(
        """
        SELECT CONCAT_WS(' ', kind, entry_no, status) FROM reconcile_difference
        WHERE channel_account_no = ? ORDER BY difference_no
        """,
        String.class,
        account);
  }

  protected String differenceNo(String entryNo) {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT difference_no FROM reconcile_difference WHERE entry_no = ?",
            String.class,
            entryNo));
  }

  protected int stagedRows(String runNo) {
    Integer rows =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM reconcile_bill_row WHERE run_no = ?", Integer.class, runNo);
    return rows == null ? 0 : rows;
  }

  protected Answer ops(String method, String path, String body, String roles) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/ops/v1/payments/reconciliations" + path))
            .method(method, BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header(ZhaoliHeaders.INTERNAL, token.issue("gateway"))
            .header(ZhaoliHeaders.OPERATOR, "opr_1")
            .header(ZhaoliHeaders.OPERATOR_ROLES, roles)
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
