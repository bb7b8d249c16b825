package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.Outside.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls that wait for each other in the database. */
class LaneCallsIT {
  private static final Outside OUTSIDE = new Outside();
  private static final String ENDPOINTS = "/openapi/v1/webhook-endpoints";
  private static final String LETTERS = "/ops/v1/notifications/dead-letters";
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_lane_calls",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.poll-interval=100ms",
            "zhaoli.notify.retry-interval=200ms",
            "zhaoli.notify.retry-limit=2",
            "zhaoli.notify.long-tail=1h",
            "zhaoli.notify.replay-interval=200ms");
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void whoOrdersManyDeliveriesAtATimeIsToldToComeBackAndTakesNobodysConnection() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo);
    PaymentEvent event = service().sent(merchantNo);
    service().awaitDeliveries(event, "DELIVERED");
    String number = service().numberOf(event, 0);
    String other = Ids.withPrefix("mch_");
    endpoint(other);
    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      transaction()
          .executeWithoutResult(
              status -> {
                jdbc()
                    .queryForList(
                        "SELECT 1 FROM delivery_lane WHERE target = ? FOR UPDATE", endpointNo);
                for (int i = 0; i < 20; i++) {
                  calls.add(
                      CompletableFuture.supplyAsync(
                          () -> service().redeliver(merchantNo, number), threads));
                }
                await().until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 18);
                service().awaitDeliveries(service().sent(other), "DELIVERED");
              });
      List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(Answer::status).containsOnly(202, 429);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 429)
          .hasSize(18)
          .extracting(answer -> answer.json().path("code").asString(""))
          .containsOnly("RATE_LIMITED");
    } finally {
      threads.shutdownNow();
    }
    assertThat(service().redeliver(merchantNo, number).status()).as("they are over").isEqualTo(202);
  }

  @Test
  void aReplayThatIsHalfwayThroughHoldsNobodyUpWhoOrdersADelivery() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo);
    Instant since = Instant.now().minusSeconds(1);
    List<PaymentEvent> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      PaymentEvent event = service().sent(merchantNo);
      service().awaitDeliveries(event, "DELIVERED");
      events.add(event);
    }
    String path = ENDPOINTS + "/" + endpointNo + "/replays";
    String replayNo =
        Objects.requireNonNull(
            transaction()
                .execute(
                    status -> {
                      jdbc()
                          .queryForList(
                              "SELECT 1 FROM notification WHERE notification_no = ? FOR UPDATE",
                              service().numberOf(events.get(1), 0));
                      Answer ordered =
                          service()
                              .call(
                                  "POST",
                                  path,
                                  merchantNo,
                                  Map.of("since", since.toString(), "onlyFailed", false));
                      assertThat(ordered.status()).isEqualTo(202);
                      awaitOneThatWaits();

                      String number = service().numberOf(events.get(2), 0);
                      assertThat(service().redeliver(merchantNo, number).status()).isEqualTo(202);
                      return ordered.json().path("replayNo").asString("");
                    }));
    await()
        .until(
            () ->
                service()
                    .call("GET", path + "/" + replayNo, merchantNo, null)
                    .json()
                    .path("status")
                    .asString("")
                    .equals("DONE"));
    service().awaitDeliveries(events.get(0), "DELIVERED", "DELIVERED");
    service().awaitDeliveries(events.get(1), "DELIVERED", "DELIVERED");
  }

  /** The database makes the operator's call the loser of a deadlock; it wins at the second try. */
  @Test
  void anOperatorsCallThatLosesADeadlockIsMadeOnceMore() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo);
    OUTSIDE.shopAnswers(merchantNo, n -> Reply.of(500));
    PaymentEvent event = service().sent(merchantNo);
    service().awaitDeliveries(event, "LONG_TAIL");
    String letterNo =
        service()
            .operate("GET", LETTERS + "?merchantNo=" + merchantNo, "ada", null)
            .json()
            .at("/items/0/deadLetterNo")
            .asString("");
    long deadlocks = deadlocks();
    CompletableFuture<Answer> discarded =
        Objects.requireNonNull(
            transaction()
                .execute(
                    status -> {
                      // Rows that only this transaction has changed make it the heavier one.
                      jdbc()
                          .update(
                              "INSERT INTO event_message (event_id, delivery_seq, payment_no,"
                                  + " intake_no, payload, created_at) SELECT CONCAT(?, seq), 0,"
                                  + " 'pay_heavy', 'int_heavy', '', UTC_TIMESTAMP(3)"
                                  + " FROM seq_1_to_200",
                              endpointNo);
                      jdbc()
                          .queryForList(
                              "SELECT 1 FROM dead_letter WHERE dead_letter_no = ? FOR UPDATE",
                              letterNo);
                      CompletableFuture<Answer> call =
                          CompletableFuture.supplyAsync(() -> discard(letterNo));
                      awaitOneThatWaits();
                      jdbc()
                          .queryForList(
                              "SELECT 1 FROM notification WHERE notification_no = ? FOR UPDATE",
                              service().numberOf(event, 0));
                      status.setRollbackOnly();
                      return call;
                    }));

    Answer answer = discarded.join();
    assertThat(deadlocks() - deadlocks).isEqualTo(1);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asString("")).isEqualTo("DISCARDED");
    service().awaitDeliveries(event, "DEAD");
  }

  /**
   * Whoever writes to a delivery has its row first and then its lane, the poller the other way
   * round.
   */
  @Test
  void thePollerWaitsForNobodyWhoWritesToADeliveryThatIsDue() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      PaymentEvent event = service().sent(merchantNo);
      service().awaitDeliveries(event, "DELIVERED");
      numbers.add(service().numberOf(event, 0));
    }
    lookAt(endpointNo, "'9999-01-01'");
    for (String number : numbers) {
      jdbc()
          .update(
              "UPDATE notification SET status = 'RETRYING', due_at = UTC_TIMESTAMP(3)"
                  + " WHERE notification_no = ?",
              number);
    }
    long deadlocks = deadlocks();
    transaction()
        .executeWithoutResult(
            status -> {
              jdbc()
                  .queryForList(
                      "SELECT 1 FROM notification WHERE notification_no = ? FOR UPDATE",
                      numbers.get(0));
              CompletableFuture.runAsync(() -> lookAt(endpointNo, "UTC_TIMESTAMP(3)")).join();
              await()
                  .until(() -> statusOf(numbers.get(1)).equals("DELIVERED") || isALeaseWaiting());
              jdbc()
                  .queryForList(
                      "SELECT 1 FROM delivery_lane WHERE target = ? FOR UPDATE", endpointNo);
            });

    await().until(() -> numbers.stream().map(LaneCallsIT::statusOf).allMatch("DELIVERED"::equals));
    assertThat(deadlocks() - deadlocks).isZero();
  }

  private static void lookAt(String target, String when) {
    jdbc().update("UPDATE delivery_lane SET next_due_at = " + when + " WHERE target = ?", target);
  }

  private static boolean isALeaseWaiting() {
    return jdbc()
        .queryForList(
            "SELECT trx_query FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            String.class)
        .stream()
        .anyMatch(waiting -> waiting.contains("due_at = lease_until"));
  }

  private static String statusOf(String notificationNo) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "SELECT status FROM notification WHERE notification_no = ?",
                String.class,
                notificationNo));
  }

  private static Answer discard(String letterNo) {
    return service()
        .operate("POST", LETTERS + "/" + letterNo + "/discard", "ada", Map.of("note", "a test"));
  }

  private static void awaitOneThatWaits() {
    await()
        .until(
            () ->
                jdbc()
                    .queryForObject(
                        "SELECT COUNT(*) FROM information_schema.innodb_trx"
                            + " WHERE trx_state = 'LOCK WAIT'",
                        Long.class),
            waiting -> waiting != null && waiting > 0);
  }

  private static long deadlocks() {
    return jdbc()
        .query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'", (row, n) -> row.getLong("Value"))
        .get(0);
  }

  /** Its shop has the merchant's name. */
  private static String endpoint(String merchantNo) {
    return service().endpoint(merchantNo, OUTSIDE.shop(merchantNo));
  }

  private static TransactionTemplate transaction() {
    return service().bean(TransactionTemplate.class);
  }

  private static JdbcTemplate jdbc() {
    return service().jdbc();
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
