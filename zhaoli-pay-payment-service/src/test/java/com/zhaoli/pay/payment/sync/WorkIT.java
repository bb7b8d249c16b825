package com.zhaoli.pay.payment.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The work that job-executor drives by ranges of keys. */
class WorkIT extends RunningSweeps {
  private static final String SYNC = "payment-status-sync";
  private static final String CLOSE = "expired-order-close";

  private Instant cutoff = Instant.EPOCH;

  @BeforeEach
  void now() {
    cutoff = clock.instant();
  }

  @Test
  void ordersThatAreDueAreSettledByTheirKeysOnce() {
    Pending first = duePaid(Channel.ALIPAY);
    Pending second = duePaid(Channel.WECHAT);
    Pending notDue = pending(Channel.ALIPAY);
    List<String> due = sorted(first, second);

    JsonNode plan = post(SYNC, "plan", scope()).json();
    assertThat(plan.path("total").asLong()).isEqualTo(2);
    assertThat(texts(plan.path("bounds"))).containsExactly(due.get(1));
    assertThat(keys(SYNC, "", due.get(1))).isEqualTo(due);
    assertThat(keys(SYNC, due.get(0), due.get(1))).containsExactly(due.get(1));

    JsonNode done = batch(SYNC, due, false);
    assertThat(done.path("handled").asInt()).isEqualTo(2);
    assertThat(done.path("changed").asInt()).isEqualTo(2);
    for (Pending payment : List.of(first, second)) {
      assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
      assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    }
    assertThat(statusOf(notDue.paymentNo())).isEqualTo("PAYING");
    assertThat(batch(SYNC, due, false).path("changed").asInt()).isZero();
    assertThat(keys(SYNC, "", due.get(1))).isEmpty();
  }

  @Test
  void anOrderWithoutAClearAnswerIsNamedAndIsAskedForAgainThoughItIsNotDue() {
    Pending payment = duePaid(Channel.WECHAT);
    WECHAT.behave(Behaviour.SERVER_ERROR);
    JsonNode failed = batch(SYNC, List.of(payment.attemptNo()), false);
    assertThat(failed.path("handled").asInt()).isEqualTo(1);
    assertThat(failed.path("failures").get(0).path("key").asString())
        .isEqualTo(payment.attemptNo());
    assertThat(failed.path("failures").get(0).path("reason").asString())
        .isEqualTo("the channel gave no clear answer");

    WECHAT.behave(Behaviour.NORMAL);
    assertThat(batch(SYNC, List.of(payment.attemptNo()), false).path("changed").asInt()).isZero();
    assertThat(batch(SYNC, List.of(payment.attemptNo()), true).path("changed").asInt())
        .isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(batch(SYNC, List.of(payment.attemptNo()), true).path("changed").asInt()).isZero();
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @Test
  void aRangeHasFiftyKeysAndTheLastOneTheRest() {
    jdbc.update("DELETE FROM payment_attempt WHERE attempt_no LIKE 'at_range%'");
    for (int n = 0; n < 120; n++) {
      jdbc.update(
          "INSERT INTO payment_attempt (attempt_no, payment_no, merchant_no, channel,"
              + " channel_account_no, amount_fen, status, call_until, next_sync_at, created_at,"
              + " updated_at) VALUES (?, 'pay_range', 'mch_1', 'ALIPAY', 'x', 1, 'PAYING', ?, ?, ?,"
              + " ?)",
          "at_range%04d".formatted(n),
          before(),
          before(),
          before(),
          before());
    }
    JsonNode plan = post(SYNC, "plan", scope()).json();
    assertThat(plan.path("total").asLong()).isEqualTo(120);
    assertThat(texts(plan.path("bounds")))
        .containsExactly("at_range0049", "at_range0099", "at_range0119");
    jdbc.update("DELETE FROM payment_attempt WHERE attempt_no LIKE 'at_range%'");
  }

  @Test
  void aPaymentWhoseTimeIsOverIsClosedOnceAndOneWithAnOpenOrderIsNot() {
    String unopened =
        create(
                """
                {"outTradeNo":"%s","amount":%d,"subject":"tea","method":"AGGREGATE_QR"}
                """
                    .formatted(newOutTradeNo(), FEN))
            .field("paymentNo");
    Pending open = pending(Channel.ALIPAY);
    for (String paymentNo : List.of(unopened, open.paymentNo())) {
      jdbc.update("UPDATE payment SET close_due_at = ? WHERE payment_no = ?", before(), paymentNo);
    }
    List<String> due = List.of(unopened, open.paymentNo()).stream().sorted().toList();
    assertThat(post(CLOSE, "plan", scope()).json().path("total").asLong()).isEqualTo(2);
    assertThat(keys(CLOSE, "", due.get(1))).isEqualTo(due);

    assertThat(batch(CLOSE, due, false).path("changed").asInt()).isEqualTo(1);
    assertThat(statusOf(unopened)).isEqualTo("CLOSED");
    assertThat(eventsOf(unopened)).isEqualTo(1);
    assertThat(statusOf(open.paymentNo())).isEqualTo("PAYING");
    assertThat(batch(CLOSE, due, true).path("changed").asInt()).isZero();
  }

  @Test
  void retentionRemovesWhatIsOldTableByTable() {
    assertThat(texts(post("retention", "plan", scope()).json().path("bounds")))
        .containsExactly(
            "callback_archive", "cashier_session", "idempotency_record", "outbox_event");
    Timestamp old = Timestamp.from(cutoff.minus(Duration.ofDays(3_650)));
    jdbc.update(
        "INSERT INTO callback_archive (channel, channel_account_no, result, headers, body,"
            + " received_at) VALUES ('ALIPAY', 'x', 'REFUSED', '', '', ?)",
        old);
    JsonNode done = batch("retention", List.of("callback_archive"), false);
    assertThat(done.path("changed").asInt()).isEqualTo(1);
    assertThat(
            jdbc.queryForObject(
                "SELECT COUNT(*) FROM callback_archive WHERE received_at = ?", Long.class, old))
        .isZero();
  }

  @Test
  void theMerchantsOfADayAreFoundWithTheirTotals() {
    Pending paid = duePaid(Channel.ALIPAY);
    batch(SYNC, List.of(paid.attemptNo()), false);
    Timestamp paidAt =
        jdbc.queryForObject(
            "SELECT paid_at FROM payment WHERE payment_no = ?", Timestamp.class, paid.paymentNo());
    LocalDate day =
        LocalDate.ofInstant(Objects.requireNonNull(paidAt).toInstant(), ZoneId.of("Asia/Shanghai"));
    String scope = "{\"cutoff\":\"%s\",\"day\":\"%s\"}".formatted(cutoff, day);
    List<String> bounds = texts(post("day-merchants", "plan", scope).json().path("bounds"));
    String range =
        "{\"scope\":%s,\"after\":\"\",\"upTo\":\"%s\",\"limit\":500}"
            .formatted(scope, bounds.get(bounds.size() - 1));
    assertThat(texts(post("day-merchants", "keys", range).json().path("keys"))).contains(MERCHANT);
    assertThat(
            post("day-merchants", "plan", scope.replace(day.toString(), "2001-01-01"))
                .json()
                .path("total")
                .asLong())
        .isZero();

    JsonNode totals =
        call(
                "POST",
                "/internal/v1/statements/totals",
                "{\"day\":\"%s\",\"merchantNos\":[\"%s\",\"mch_nobody\"]}".formatted(day, MERCHANT),
                MERCHANT)
            .json();
    assertThat(totals.get(0).path("payments").asLong()).isPositive();
    assertThat(totals.get(0).path("receivedFen").asLong()).isGreaterThanOrEqualTo(FEN);
    assertThat(totals.get(1).path("payments").asLong()).isZero();
    assertThat(post("day-merchants", "plan", scope()).status()).isEqualTo(400);
    assertThat(post("day-merchants", "batch", batchOf(List.of(MERCHANT), false)).status())
        .isEqualTo(404);
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThat(post("no-such-work", "plan", scope()).status()).isEqualTo(404);
    assertThat(post(SYNC, "plan", "{}").status()).isEqualTo(400);
    assertThat(
            post(SYNC, "keys", "{\"scope\":%s,\"after\":\"\",\"limit\":501}".formatted(scope()))
                .status())
        .isEqualTo(400);
    assertThat(post(SYNC, "batch", batchOf(Collections.nCopies(501, "at_1"), false)).status())
        .isEqualTo(400);
  }

  private Pending duePaid(Channel channel) {
    Pending payment = pending(channel);
    wallet(channel).pay(payment.attemptNo(), payment.amount());
    jdbc.update(
        "UPDATE payment_attempt SET next_sync_at = ? WHERE attempt_no = ?",
        before(),
        payment.attemptNo());
    return payment;
  }

  private Timestamp before() {
    return Timestamp.from(cutoff.minusSeconds(1));
  }

  private static List<String> sorted(Pending... payments) {
    TreeSet<String> sorted = new TreeSet<>();
    for (Pending payment : payments) {
      sorted.add(payment.attemptNo());
    }
    return List.copyOf(sorted);
  }

  private String scope() {
    return "{\"cutoff\":\"%s\"}".formatted(cutoff);
  }

  private List<String> keys(String work, String after, String upTo) {
    return texts(
        post(
                work,
                "keys",
                "{\"scope\":%s,\"after\":\"%s\",\"upTo\":\"%s\",\"limit\":500}"
                    .formatted(scope(), after, upTo))
            .json()
            .path("keys"));
  }

  private JsonNode batch(String work, List<String> keys, boolean again) {
    return post(work, "batch", batchOf(keys, again)).json();
  }

  private String batchOf(List<String> keys, boolean again) {
    return "{\"scope\":%s,\"keys\":[%s],\"again\":%s}"
        .formatted(
            scope(),
            keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(",")),
            again);
  }

  private Answer post(String work, String call, String body) {
    return call("POST", "/internal/v1/work/" + work + "/" + call, body, MERCHANT);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
