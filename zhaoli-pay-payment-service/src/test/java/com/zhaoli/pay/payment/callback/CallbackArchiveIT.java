package com.zhaoli.pay.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.common.time.OncePer;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of callbacks, and that a callback is one transaction and calls nobody. */
@ExtendWith(OutputCaptureExtension.class)
class CallbackArchiveIT extends RunningSweeps {
  @Autowired private CallbackArchive archive;
  @Autowired private CallbackTemplate callbacks;
  @Autowired private TransactionTemplate transaction;
  @Autowired private MeterRegistry meters;

  @BeforeEach
  void nothingIsKept() {
    jdbc.update("DELETE FROM callback_archive");
    ReflectionTestUtils.setField(archive, "strangers", new OncePer(Duration.ofSeconds(1)));
    ReflectionTestUtils.setField(callbacks, "alerts", new OncePer(Duration.ofMinutes(1)));
  }

  private List<String> results(String attemptNo) {
    return jdbc.queryForList(
        "SELECT result FROM callback_archive WHERE attempt_no = ? ORDER BY callback_id",
        String.class,
        attemptNo);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatChannelsSendIsKeptAsTheySentIt(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    deliver(channel, callback);
    deliver(channel, callback);
    Notice wrong = new Notice(payment.attemptNo(), new Money(1), "T1");
    deliver(channel, wallet(channel).notice(wrong));
    assertThat(results(payment.attemptNo())).containsExactly("settled", "unchanged", "mismatching");
    Map<String, Object> row =
        jdbc.queryForMap(
            "SELECT * FROM callback_archive WHERE attempt_no = ? AND result = 'settled'",
            payment.attemptNo());
    assertThat((byte[]) row.get("body")).isEqualTo(callback.body());
    assertThat(row).containsEntry("channel", channel.name());
    assertThat(row).containsEntry("channel_account_no", "platform");
    String headers = String.valueOf(row.get("headers"));
    if (channel.equals(Channel.WECHAT)) {
      assertThat(headers)
          .contains(
              "wechatpay-signature: "
                  + Objects.requireNonNull(callback.header("Wechatpay-Signature")))
          .contains("wechatpay-serial")
          .contains("request-id");
    } else {
      assertThat(headers).contains("content-type: application/x-www-form-urlencoded");
    }
    assertThat(headers).doesNotContainIgnoringCase("x-zhaoli");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aStrangerCannotFillTheDisk(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest forged = wallet(channel).forged(payment.paid());
    long begin = System.nanoTime();
    for (int i = 0; i < 30; i++) {
      deliver(channel, forged);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    assertThat(count("callback_archive WHERE result = 'forged'")).isBetween(1, (int) seconds + 1);
    assertThat(results(payment.attemptNo())).as("nobody knows what it is about").isEmpty();
    deliver(channel, "/nobody", forged);
    assertThat(count("callback_archive WHERE channel_account_no = 'nobody'")).isZero();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void alertsAreLimitedAndTheMetricCountsAll(Channel channel, CapturedOutput output) {
    Pending payment = pending(channel);
    for (int i = 0; i < 20; i++) {
      deliver(channel, wallet(channel).forged(payment.paid()));
    }
    assertThat(output.getAll().lines().filter(line -> line.contains("refused as FORGED")))
        .hasSizeLessThanOrEqualTo(2)
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatCannotBeKeptIsNotSettled(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    jdbc.execute("RENAME TABLE callback_archive TO callback_archive_away");
    try {
      Answer refused = deliver(channel, callback);
      assertThat(isAccepted(channel, refused)).isFalse();
      assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
      assertThat(attemptStatus(payment.attemptNo())).isEqualTo("PAYING");
      assertThat(eventsOf(payment.paymentNo())).isZero();
    } finally {
      jdbc.execute("RENAME TABLE callback_archive_away TO callback_archive");
    }
    assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(results(payment.attemptNo())).containsExactly("settled");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void nobodyIsAlertedToMoneyThatIsNotOnRecord(Channel channel, CapturedOutput output) {
    Pending payment = pending(channel);
    jdbc.update("UPDATE payment SET status = 'CLOSED' WHERE payment_no = ?", payment.paymentNo());
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    double counted = surplus();
    jdbc.execute("RENAME TABLE callback_archive TO callback_archive_away");
    try {
      assertThat(isAccepted(channel, deliver(channel, callback))).isFalse();
      assertThat(alerts(output, payment)).isZero();
      assertThat(surplus()).isEqualTo(counted);
    } finally {
      jdbc.execute("RENAME TABLE callback_archive_away TO callback_archive");
    }
    assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
    assertThat(alerts(output, payment)).isEqualTo(1);
    assertThat(surplus()).isEqualTo(counted + 1);
  }

  private double surplus() {
    return meters.find("zhaoli.payment.surplus").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static long alerts(CapturedOutput output, Pending payment) {
    return output
        .getAll()
        .lines()
        .filter(line -> line.contains("ALERT: ") && line.contains(payment.paymentNo()))
        .count();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void whatCannotBeToldIsNotSettledEither(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    jdbc.execute("RENAME TABLE outbox_event TO outbox_event_away");
    try {
      assertThat(isAccepted(channel, deliver(channel, callback))).isFalse();
      assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
      assertThat(results(payment.attemptNo())).isEmpty();
    } finally {
      jdbc.execute("RENAME TABLE outbox_event_away TO outbox_event");
    }
    assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void nobodyIsCalled(Channel channel) {
    Pending payment = pending(channel);
    int calls = ALIPAY.calls() + WECHAT.calls();
    deliver(channel, wallet(channel).notice(payment.paid()));
    deliver(channel, wallet(channel).forged(payment.paid()));
    assertThat(ALIPAY.calls() + WECHAT.calls()).isEqualTo(calls);
  }

  /** The database makes the callback the loser of a deadlock; it wins at the second try. */
  @ParameterizedTest
  @MethodSource("wallets")
  void theLoserOfADeadlockTriesAgain(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    long deadlocks = serverCounts("Innodb_deadlocks");
    deadlock(payment, channel, callback);
    assertThat(serverCounts("Innodb_deadlocks") - deadlocks).isEqualTo(1);
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
    assertThat(results(payment.attemptNo())).containsExactly("settled");
  }

  private void deadlock(Pending payment, Channel channel, CallbackRequest callback) {
    CompletableFuture<Answer> delivered =
        transaction.execute(
            status -> {
              // Rows that only this transaction has changed make it the heavier one of the two.
              jdbc.update(
                  "INSERT INTO idempotency_record (merchant_no, key_hash, request_hash,"
                      + " locked_until, created_at) SELECT 'mch_heavy', CONCAT(attempt_no, RAND()),"
                      + " 'h', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM payment_attempt LIMIT 200");
              jdbc.queryForList(
                  "SELECT 1 FROM payment_attempt WHERE attempt_no = ? FOR UPDATE",
                  payment.attemptNo());
              CompletableFuture<Answer> delivery =
                  CompletableFuture.supplyAsync(() -> deliver(channel, callback));
              Awaitility.await()
                  .until(
                      () -> count("information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"),
                      waiting -> waiting > 0);
              jdbc.queryForList(
                  "SELECT 1 FROM payment WHERE payment_no = ? FOR UPDATE", payment.paymentNo());
              status.setRollbackOnly();
              return delivery;
            });
    assertThat(isAccepted(channel, Objects.requireNonNull(delivered).join())).isTrue();
  }

  @Test
  void callbacksOfManyPaymentsAtATimeAreAllSettled() {
    List<Pending> payments = new ArrayList<>();
    IntStream.range(0, 24)
        .forEach(i -> payments.add(pending(i % 2 == 0 ? Channel.ALIPAY : Channel.WECHAT)));
    Map<String, CallbackRequest> notices = new HashMap<>();
    payments.forEach(
        payment ->
            notices.put(payment.attemptNo(), wallet(payment.channel()).notice(payment.paid())));
    List<Boolean> accepted =
        Together.run(
            payments,
            payment ->
                isAccepted(
                    payment.channel(),
                    deliver(
                        payment.channel(),
                        Objects.requireNonNull(notices.get(payment.attemptNo())))));
    assertThat(accepted).containsOnly(true);
    payments.forEach(
        payment -> {
          assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
          assertThat(results(payment.attemptNo())).containsExactly("settled");
        });
  }

  @Test
  void whatIsOlderThanThirtyDaysIsRemovedInBoundedSteps() {
    jdbc.batchUpdate(
        "INSERT INTO callback_archive (channel, channel_account_no, attempt_no, result, headers,"
            + " body, received_at) VALUES ('ALIPAY', 'platform', 'at_old', 'settled', '', ?,"
            + " UTC_TIMESTAMP(3) - INTERVAL ? MINUTE)",
        IntStream.range(0, 1_503)
            .mapToObj(
                i ->
                    new Object[] {
                      "x".getBytes(StandardCharsets.UTF_8), 30 * 24 * 60 + (i < 1_500 ? 60 : -60)
                    })
            .toList());
    ReflectionTestUtils.invokeMethod(archive, "clean");
    assertThat(count("callback_archive")).isEqualTo(3);
  }
}
