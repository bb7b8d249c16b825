package com.zhaoli.pay.payment.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.RunningWithBroker;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Daily statements in the open API. */
class StatementIT extends RunningWithBroker {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private String merchant = "";
  private BusinessDay day = new BusinessDay(LocalDate.EPOCH);

  @BeforeEach
  void aMerchantOfItsOwn() {
    merchant = "mch_s" + NUMBERS.incrementAndGet();
    day = BusinessDay.today(clock).previous().previous();
  }

  @Test
  void aDayHasItsPaymentsAndRefundsAndTheirSums() {
    String first = payment(1_000, "SUCCEEDED", day.start());
    String second = payment(500, "PARTIALLY_REFUNDED", day.end().minusMillis(1));
    String reversed = payment(70, "REVERSED", noon());
    payment(1, "SUCCEEDED", day.start().minusMillis(1));
    payment(2, "SUCCEEDED", day.end());
    payment(3, "CLOSED", null);
    String back = refund(second, 200, "MERCHANT", "SUCCEEDED", noon());
    refund(second, 4, "MERCHANT", "PROCESSING", null);
    refund(second, 5, "MERCHANT", "SUCCEEDED", day.end());
    refund(second, 6, "AUTO", "SUCCEEDED", noon());
    refund(second, 7, "MERCHANT", "FAILED", noon());

    JsonNode bill = bill("").json();
    assertThat(bill.path("date").asString()).isEqualTo(day.toString());
    assertThat(bill.path("totals"))
        .isEqualTo(
            JSON.readTree(
                """
                {"paymentCount":3,"paymentAmount":1570,"reversalCount":1,"reversalAmount":70,
                 "refundCount":1,"refundAmount":200,"net":1300}
                """));
    assertThat(numbers(bill)).containsExactly(first, reversed, second, back);
    assertThat(bill.has("next")).isFalse();
    JsonNode refund = bill.path("items").get(3);
    assertThat(refund.path("type").asString()).isEqualTo("REFUND");
    assertThat(refund.path("paymentNo").asString()).isEqualTo(second);
    assertThat(refund.path("outTradeNo").asString()).isEqualTo("out_" + second);
    assertThat(refund.path("outRefundNo").asString()).isEqualTo("out_" + back);
    assertThat(refund.path("amount").asLong()).isEqualTo(200);
    assertThat(bill.path("items").get(1).has("reversedAt")).isTrue();
    assertThat(bill.path("items").get(0).has("reversedAt")).isFalse();
  }

  @Test
  void pagesGoThroughAllRowsOnceAndOnlyTheFirstHasSums() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(payment(10, "SUCCEEDED", noon()));
    }
    String of = made.get(0);
    for (int i = 0; i < 5; i++) {
      made.add(refund(of, 1, "MERCHANT", "SUCCEEDED", noon()));
    }
    for (int limit : new int[] {1, 3, 7, 12, 100}) {
      List<String> seen = new ArrayList<>();
      String after = "";
      boolean sums = true;
      do {
        JsonNode page = bill("&limit=" + limit + after).json();
        assertThat(page.has("totals")).isEqualTo(sums);
        assertThat(numbers(page)).hasSizeLessThanOrEqualTo(limit);
        seen.addAll(numbers(page));
        after = page.has("next") ? "&after=" + page.path("next").asString() : "";
        sums = false;
      } while (!after.isEmpty());
      assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void anotherMerchantsRowsAreNeverSeen() {
    String theirs = payment(10, "SUCCEEDED", noon());
    refund(theirs, 1, "MERCHANT", "SUCCEEDED", noon());
    String cursor = bill("&limit=1").json().path("next").asString();
    aMerchantOfItsOwn();
    JsonNode mine = bill("").json();
    assertThat(mine.path("items")).isEmpty();
    assertThat(mine.path("totals").path("paymentCount").asLong()).isZero();
    assertThat(bill("&after=" + cursor).json().path("items")).isEmpty();
    assertThat(bill("&format=csv").text()).doesNotContain(theirs);
  }

  @Test
  void aFileIsReadBySpreadsheetsAndEndsWithItsSums() {
    String first = payment(1_230, "SUCCEEDED", noon());
    jdbc.update("UPDATE payment SET subject = '=1+\"1\"' WHERE payment_no = ?", first);
    String back = refund(first, 30, "MERCHANT", "SUCCEEDED", noon());
    String file = bill("&format=csv").text();
    assertThat(file).startsWith("\uFEFF\"type\",\"time\",");
    String[] lines = file.split("\r\n", -1);
    assertThat(lines).hasSize(8);
    assertThat(lines[1])
        .startsWith("\"PAYMENT\",\"" + day + " 12:00:00\",\"" + first + "\"")
        .contains("\"'=1+\"\"1\"\"\"", "\"12.30\"");
    assertThat(lines[2]).startsWith("\"REFUND\"").contains(back, "\"0.30\"");
    assertThat(lines[3]).isEqualTo("\"TOTAL_PAYMENTS\",\"12.30\",\"1\"");
    assertThat(lines[6]).isEqualTo("\"NET\",\"12.00\"");
    assertThat(lines[7]).isEmpty();
  }

  @Test
  void aLongFileIsComplete() {
    jdbc.update(
        """
        INSERT INTO payment (payment_no, merchant_no, out_trade_no, content_hash, amount_fen,
          subject, method, channel, status, attempt_no, pay_token, created_at, updated_at,
          expires_at, paid_at)
        SELECT CONCAT(?, seq), ?, CONCAT('out_', seq), REPEAT('0', 64), 1, '商品', 'NATIVE',
          'ALIPAY', 'SUCCEEDED', 'at_x', CONCAT(?, seq), ?, ?, ?, ?
        FROM seq_1_to_2300
        """,
        "pay_" + merchant,
        merchant,
        merchant,
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        Timestamp.from(noon()));
    String file = bill("&format=csv").text();
    assertThat(file.lines().filter(line -> line.startsWith("\"PAYMENT\"")).distinct())
        .hasSize(2_300);
    assertThat(file).endsWith("\"NET\",\"23.00\"\r\n");
  }

  @Test
  void daysThatAreNotClosedAreRefused() {
    for (BusinessDay of : List.of(BusinessDay.today(clock), BusinessDay.today(clock).next())) {
      for (String format : List.of("", "&format=csv")) {
        Answer refused = call("GET", "/openapi/v1/bills?date=" + of + format, "", merchant);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.field("code")).isEqualTo("BILL_NOT_READY");
        assertThat(refused.json().path("details").path("readyAt").asString())
            .isEqualTo(of.end().plus(Duration.ofHours(1)).toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?date=",
        "?date=2026-13-01",
        "?date=20260101",
        "?date=%2B999999999-12-31",
        "?date=-999999999-01-01",
        "?date=2026-01-01&format=xml",
        "?date=2026-01-01&limit=0",
        "?date=2026-01-01&limit=501",
        "?date=2026-01-01&after=x",
        "?date=2026-01-01&after=p.1.pay_1"
      })
  void whatMakesNoSenseIsRefused(String query) {
    Answer refused = call("GET", "/openapi/v1/bills" + query, "", merchant);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("code")).isEqualTo("REQUEST_INVALID");
  }

  private Answer bill(String more) {
    Answer answer = call("GET", "/openapi/v1/bills?date=" + day + more, "", merchant);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private static List<String> numbers(JsonNode page) {
    return page.path("items")
        .valueStream()
        .map(row -> row.path(row.has("refundNo") ? "refundNo" : "paymentNo").asString())
        .toList();
  }

  private Instant noon() {
    return day.start().plus(Duration.ofHours(12));
  }

  private String payment(long fen, String status, @Nullable Instant paidAt) {
    String paymentNo = "pay_s" + NUMBERS.incrementAndGet();
    jdbc.update(
        """
        INSERT INTO payment (payment_no, merchant_no, out_trade_no, content_hash, amount_fen,
          subject, method, channel, status, attempt_no, pay_token, created_at, updated_at,
          expires_at, paid_at)
        VALUES (?, ?, ?, REPEAT('0', 64), ?, '商品', 'NATIVE', 'ALIPAY', ?, 'at_x', ?, ?, ?, ?, ?)
        """,
        paymentNo,
        merchant,
        "out_" + paymentNo,
        fen,
        status,
        "token_" + paymentNo,
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        paidAt == null ? null : Timestamp.from(paidAt));
    return paymentNo;
  }

  private String refund(
      String paymentNo, long fen, String origin, String status, @Nullable Instant at) {
    String refundNo = "ref_s" + NUMBERS.incrementAndGet();
    jdbc.update(
        """
        INSERT INTO payment_refund (refund_no, payment_no, attempt_no, merchant_no, out_refund_no,
          origin, channel, channel_account_no, amount_fen, status, created_at, updated_at,
          refunded_at)
        VALUES (?, ?, 'at_x', ?, ?, ?, 'ALIPAY', 'platform', ?, ?, ?, ?, ?)
        """,
        refundNo,
        paymentNo,
        merchant,
        "out_" + refundNo,
        origin,
        fen,
        status,
        Timestamp.from(noon()),
        Timestamp.from(noon()),
        at == null ? null : Timestamp.from(at));
    return refundNo;
  }
}
