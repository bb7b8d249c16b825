package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.RowClaim;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Events that are delivered once more: how often, by whose order, and what becomes of letters. */
class RedeliveryIT {
  private static final Outside OUTSIDE = new Outside();
  private static final String ENDPOINTS = "/openapi/v1/webhook-endpoints/";
  private static final String LETTERS = "/ops/v1/notifications/dead-letters/";
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_redelivery",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.poll-interval=100ms",
            "zhaoli.notify.retry-interval=200ms",
            "zhaoli.notify.retry-limit=2",
            "zhaoli.notify.long-tail=2s",
            "zhaoli.notify.release-interval=200ms",
            "zhaoli.notify.replay-interval=200ms",
            "zhaoli.notify.receiver-cache=0s");
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void aClaimReadsItsOwnRowHoweverOftenItsEventWasDelivered() {
    List<LogEntry> deliveries = delivered(1, 3_000);

    assertThat(rowsReadByClaimOf(deliveries.subList(2_999, 3_000))).isLessThan(20);
  }

  @Test
  void asManyClaimsAsOneStatementHoldsReadTheirOwnRows() {
    List<LogEntry> some = new ArrayList<>();
    List<LogEntry> deliveries = delivered(10, 1_000);
    for (int i = 0; i < deliveries.size(); i += 20) {
      some.add(deliveries.get(i));
    }

    assertThat(some).hasSize(500);
    assertThat(rowsReadByClaimOf(some)).isLessThan(4L * some.size());
  }

  @Test
  void whatIsKeptForAPausedEndpointWaitsForItsResumption() {
    String endpointNo = endpoint("mch_twice", "twice");
    PaymentEvent event = sent("mch_twice");
    awaitDeliveries(event, "DELIVERED");
    String number = numberOf(event, 0);
    pause("mch_twice", endpointNo);
    String again = redeliver("mch_twice", number).json().path("notificationNo").asString("");
    awaitDeliveries(event, "DELIVERED", "HELD");

    for (String one : List.of(number, again)) {
      Answer refused = redeliver("mch_twice", one);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("code").asString("")).isEqualTo("WEBHOOK_ENDPOINT_PAUSED");
      assertThat(refused.json().at("/details/endpointNo").asString("")).isEqualTo(endpointNo);
    }

    resume("mch_twice", endpointNo);
    awaitDeliveries(event, "DELIVERED", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("twice")).hasSize(2);
  }

  @Test
  void anEndpointThatAnswersGoneIsCountedOnceAmongThePausedOnes() {
    endpoint("mch_gone", "gone");
    // Both are on their way before the first answer pauses it.
    CountDownLatch called = new CountDownLatch(2);
    OUTSIDE.shopAnswers(
        "gone",
        n -> {
          called.countDown();
          return bothCame(called);
        });
    double before = pauses();

    List<PaymentEvent> events = List.of(sent("mch_gone"), sent("mch_gone"));

    events.forEach(event -> awaitDeliveries(event, "HELD"));
    assertThat(OUTSIDE.hooksOf("gone")).hasSize(2);
    assertThat(pauses() - before).isEqualTo(1);
  }

  @Test
  void whatIsUnderWayIsBroughtForwardAndTheAnswerSaysSo() {
    endpoint("mch_sooner", "sooner");
    OUTSIDE.shopAnswers(
        "sooner", n -> n == 1 ? new Reply(503, Duration.ZERO, "", "3600") : Reply.of(200));
    PaymentEvent event = sent("mch_sooner");
    awaitDeliveries(event, "RETRYING");
    String number = numberOf(event, 0);

    Answer sooner = redeliver("mch_sooner", number);

    assertThat(sooner.status()).isEqualTo(202);
    assertThat(sooner.json().path("notificationNo").asString("")).isEqualTo(number);
    assertThat(Instant.parse(sooner.json().path("nextAttemptAt").asString("")))
        .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    awaitDeliveries(event, "DELIVERED");
    assertThat(OUTSIDE.hooksOf("sooner")).hasSize(2);
  }

  @Test
  void aRedeliveryIsToldApartFromTheOriginal() {
    endpoint("mch_apart", "apart");
    PaymentEvent event = sent("mch_apart");
    awaitDeliveries(event, "DELIVERED");

    Answer again = redeliver("mch_apart", numberOf(event, 0));

    assertThat(again.json().path("deliverySeq").asInt(-1)).isEqualTo(1);
    awaitDeliveries(event, "DELIVERED", "DELIVERED");
    String query = "?paymentNo=" + event.paymentNo();
    JsonNode listed = call("GET", "/openapi/v1/notifications" + query, "mch_apart", null).json();
    assertThat(listed.path("items"))
        .filteredOn(row -> row.path("target").asString("").equals("WEBHOOK"))
        .extracting(row -> row.path("deliverySeq").asInt(-1))
        .containsExactly(1, 0);
    assertThat(operate("GET", "/ops/v1/notifications" + query + "&merchantNo=mch_apart").json())
        .isEqualTo(listed);
    assertThat(
            operate("GET", "/ops/v1/notifications/" + numberOf(event, 1))
                .json()
                .at("/notification/deliverySeq")
                .asInt(-1))
        .isEqualTo(1);
  }

  @Test
  void aMessageInWechatIsNotSentOnceMoreAndTheRefusalSaysWhy() {
    PaymentEvent event = sent("mch_message");
    List<String> numbers = new ArrayList<>();
    await()
        .until(
            () ->
                numbers.addAll(
                    jdbc()
                        .queryForList(
                            "SELECT notification_no FROM notification WHERE event_id = ?"
                                + " AND target_kind = 'TEMPLATE_MESSAGE'",
                            String.class,
                            event.eventId())));

    Answer refused = redeliver("mch_message", numbers.get(0));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString("")).isEqualTo("NOTIFICATION_IS_NO_WEBHOOK");
    Answer foreign = redeliver("mch_stranger", numbers.get(0));
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.json().path("code").asString("")).isEqualTo("NOTIFICATION_NOT_FOUND");
  }

  @Test
  void anEventThatCannotBeReadIsNoDeadLetterToItsMerchant() {
    endpoint("mch_unread", "unread");
    PaymentEvent event = sent("mch_unread");
    awaitDeliveries(event, "DELIVERED");
    String number = numberOf(event, 0);
    jdbc().update("UPDATE notification SET payload = 'x' WHERE notification_no = ?", number);

    Answer refused = redeliver("mch_unread", number);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString("")).isEqualTo("NOTIFICATION_WITHOUT_EVENT");
    awaitDeliveries(event, "DELIVERED");
  }

  @Test
  void anEventIsRedeliveredAHundredTimesAtMost() {
    endpoint("mch_often", "often");
    PaymentEvent event = sent("mch_often");
    awaitDeliveries(event, "DELIVERED");
    String number = numberOf(event, 0);
    jdbc().update("UPDATE notification SET delivery_seq = 99 WHERE notification_no = ?", number);
    assertThat(redeliver("mch_often", number).status()).isEqualTo(202);
    awaitDeliveries(event, "DELIVERED", "DELIVERED");

    Answer refused = redeliver("mch_often", number);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString(""))
        .isEqualTo("NOTIFICATION_REDELIVERED_TOO_OFTEN");
    assertThat(refused.json().at("/details/limit").asString("")).isEqualTo("100");
    awaitDeliveries(event, "DELIVERED", "DELIVERED");
  }

  @Test
  void aReplayOfWhatFailedLeavesWhatCompensationDelivered() {
    String endpointNo = endpoint("mch_since", "since");
    Instant since = Instant.now().minusSeconds(1);
    PaymentEvent event = givenUp("mch_since", "since");
    assertThat(compensated("mch_since")).isEqualTo(1);
    awaitDeliveries(event, "DEAD", "DELIVERED");
    int hooks = OUTSIDE.hooksOf("since").size();

    assertThat(replayed("mch_since", endpointNo, since, true)).isZero();
    awaitDeliveries(event, "DEAD", "DELIVERED");

    assertThat(replayed("mch_since", endpointNo, since, false))
        .as("of all events it is one")
        .isEqualTo(1);
    awaitDeliveries(event, "DEAD", "DELIVERED", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("since"))
        .hasSize(hooks + 1)
        .extracting(Hook::id)
        .containsOnly(event.eventId());
  }

  @Test
  void whatItsMerchantRedeliversIsNobodyElsesToDeliver() {
    String endpointNo = endpoint("mch_own", "own");
    Instant since = Instant.now().minusSeconds(1);
    PaymentEvent event = givenUp("mch_own", "own");
    int hooks = OUTSIDE.hooksOf("own").size();
    pause("mch_own", endpointNo);

    assertThat(redeliver("mch_own", numberOf(event, 0)).status()).isEqualTo(202);
    awaitDeliveries(event, "DEAD", "HELD");
    JsonNode letter = letterOf("mch_own");
    assertThat(letter.path("status").asString("")).isEqualTo("REPLAYED");
    assertThat(letter.path("changedBy").asString("")).isEqualTo("mch_own");
    assertThat(compensated("mch_own")).isZero();
    assertThat(replayed("mch_own", endpointNo, since, true)).isZero();
    assertThat(replayed("mch_own", endpointNo, since, false)).isZero();

    resume("mch_own", endpointNo);
    awaitDeliveries(event, "DEAD", "DELIVERED");
    awaitLetter("mch_own", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("own")).hasSize(hooks + 1);
  }

  @Test
  void whatAReplayDeliversIsNotDeliveredByCompensationAsWell() {
    String endpointNo = endpoint("mch_range", "range");
    Instant since = Instant.now().minusSeconds(1);
    PaymentEvent event = givenUp("mch_range", "range");
    int hooks = OUTSIDE.hooksOf("range").size();
    pause("mch_range", endpointNo);

    assertThat(replayed("mch_range", endpointNo, since, true)).isEqualTo(1);
    awaitDeliveries(event, "DEAD", "HELD");
    assertThat(compensated("mch_range")).isZero();

    resume("mch_range", endpointNo);
    awaitDeliveries(event, "DEAD", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("range")).hasSize(hooks + 1);
  }

  /** Instances before this one ordered deliveries, and left the dead letter open. */
  @Test
  void anOpenLetterWhoseEventIsOnItsWayAddsNoDelivery() {
    String endpointNo = endpoint("mch_open", "open");
    PaymentEvent event = givenUp("mch_open", "open");
    pause("mch_open", endpointNo);
    redeliver("mch_open", numberOf(event, 0));
    awaitDeliveries(event, "DEAD", "HELD");
    jdbc().update("UPDATE dead_letter SET status = 'OPEN' WHERE event_id = ?", event.eventId());

    assertThat(compensated("mch_open")).isEqualTo(1);

    awaitDeliveries(event, "DEAD", "HELD");
    assertThat(letterOf("mch_open").path("status").asString("")).isEqualTo("REPLAYED");
  }

  @Test
  void aRedeliveryThatWasGivenUpIsAmongWhatFailed() {
    String endpointNo = endpoint("mch_still", "still");
    Instant since = Instant.now().minusSeconds(1);
    PaymentEvent event = sent("mch_still");
    awaitDeliveries(event, "DELIVERED");
    OUTSIDE.shopAnswers("still", n -> Reply.of(500));
    redeliver("mch_still", numberOf(event, 0));
    awaitDeliveries(event, "DELIVERED", "DEAD");
    awaitLetter("mch_still", "OPEN");
    OUTSIDE.shopAnswers("still", n -> Reply.of(200));

    assertThat(replayed("mch_still", endpointNo, since, true)).isEqualTo(1);

    awaitDeliveries(event, "DELIVERED", "DEAD", "DELIVERED");
    awaitLetter("mch_still", "DELIVERED");
  }

  /** It was disabled when the nightly job delivered what it had missed. */
  @Test
  void whatAnEndpointDidNotWantForAWhileIsStillAmongWhatFailed() {
    String endpointNo = endpoint("mch_off", "off");
    Instant since = Instant.now().minusSeconds(1);
    PaymentEvent event = givenUp("mch_off", "off");
    patch("mch_off", endpointNo, "DISABLED");
    assertThat(compensated("mch_off")).isEqualTo(1);
    awaitDeliveries(event, "DEAD", "SKIPPED");
    patch("mch_off", endpointNo, "ACTIVE");

    assertThat(replayed("mch_off", endpointNo, since, true)).isEqualTo(1);

    awaitDeliveries(event, "DEAD", "SKIPPED", "DELIVERED");
    awaitLetter("mch_off", "DELIVERED");
  }

  /** Its letter was under way on the broker when its merchant had it delivered again. */
  @Test
  void aLetterThatComesAfterARedeliveryWasOrderedIsNone() {
    String endpointNo = endpoint("mch_after", "after");
    PaymentEvent event = givenUp("mch_after", "after");
    pause("mch_after", endpointNo);
    redeliver("mch_after", numberOf(event, 0));
    awaitDeliveries(event, "DEAD", "HELD");
    jdbc().update("DELETE FROM dead_letter WHERE event_id = ?", event.eventId());
    jdbc()
        .update(
            "UPDATE notification SET tail = NULL WHERE event_id = ? AND delivery_seq = 0",
            event.eventId());

    store(event, endpointNo);

    assertThat(letters(event)).isEmpty();
    awaitDeliveries(event, "DEAD", "HELD");
  }

  /** The broker parks an event as a whole: the letter stands for all of its targets. */
  @Test
  void theLetterOfAnEventWhoseTargetsAreNotFoundIsNotOverWhenOneOfThemIsTold() {
    endpoint("mch_two", "two");
    PaymentEvent event = sent("mch_two");
    awaitDeliveries(event, "DELIVERED");
    store(event, TargetKind.WEBHOOK.unresolvedTarget());
    assertThat(letters(event)).containsExactly("endpoint OPEN");

    redeliver("mch_two", numberOf(event, 0));
    awaitDeliveries(event, "DELIVERED", "DELIVERED");

    assertThat(letters(event)).containsExactly("endpoint OPEN");
  }

  @Test
  void theLetterOfAReceiverThatWasNotKnownIsOverWhenItIsFoundAndTold() {
    OUTSIDE.failNextLookups.put("mch_unknown", new AtomicInteger(Integer.MAX_VALUE));
    post(Events.succeeded("mch_unknown", null));
    awaitLetter("mch_unknown", "OPEN");
    assertThat(letterOf("mch_unknown").path("targetNo").asString("")).isEqualTo("receiver");
    OUTSIDE.receivers.put(
        "mch_unknown", List.of(new MessageReceiver("rcv_u", "o-u", ReceiverRole.OWNER)));
    OUTSIDE.failNextLookups.remove("mch_unknown");

    String letter = LETTERS + letterOf("mch_unknown").path("deadLetterNo").asString("");
    assertThat(operate("POST", letter + "/replay").status()).isEqualTo(200);

    awaitLetter("mch_unknown", "DELIVERED");
    assertThat(OUTSIDE.messages).filteredOn(m -> m.openid().equals("o-u")).hasSize(1);
    assertThat(operate("POST", letter + "/replay").status()).isEqualTo(409);
  }

  @Test
  void theLetterOfAnEndpointThatTheLongTailFindsIsOverWhenItIsTold() {
    OUTSIDE.shopAnswers("found", n -> Reply.of(200));
    PaymentEvent event = Events.succeeded("mch_found", OUTSIDE.shop("found"));
    post(event);
    awaitDeliveries(event, "LONG_TAIL");
    assertThat(letterOf("mch_found").path("targetNo").asString("")).isEqualTo("endpoint");

    service().bean(WebhookEndpoints.class).ensureDefault("mch_found");

    awaitDeliveries(event, "DELIVERED");
    awaitLetter("mch_found", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("found")).hasSize(1);
  }

  @Test
  void theLetterOfAnEndpointThatIsFoundAndFailsAtFirstIsOverAsWell() {
    OUTSIDE.shopAnswers("late", n -> Reply.of(n == 1 ? 500 : 200));
    PaymentEvent event = Events.succeeded("mch_late", OUTSIDE.shop("late"));
    post(event);
    awaitDeliveries(event, "DEAD");
    service().bean(WebhookEndpoints.class).ensureDefault("mch_late");

    String letter = LETTERS + letterOf("mch_late").path("deadLetterNo").asString("");
    assertThat(operate("POST", letter + "/replay").status()).isEqualTo(200);

    awaitDeliveries(event, "DEAD", "DELIVERED");
    awaitLetter("mch_late", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("late")).hasSize(2);
  }

  /** Its deliveries were kept for a paused endpoint, and became too old for the log. */
  @Test
  void aReplayThatIsGivenUpOpensItsLetterAgainAlsoWhenTheLogHasForgottenTheOnesBefore() {
    String merchantNo = Ids.withPrefix("mch_");
    endpoint(merchantNo, merchantNo);
    OUTSIDE.shopAnswers(merchantNo, n -> Reply.of(500));
    PaymentEvent event = sent(merchantNo);
    awaitDeliveries(event, "DEAD");
    replayLetterOf(merchantNo);
    awaitDeliveries(event, "DEAD", "DEAD");
    awaitLetter(merchantNo, "OPEN");
    jdbc().update("DELETE FROM notification WHERE event_id = ?", event.eventId());

    replayLetterOf(merchantNo);
    awaitDeliveries(event, "DEAD");

    awaitLetter(merchantNo, "OPEN");
    assertThat(numberOf(event, 2)).isNotEmpty();
  }

  @Test
  void theLetterOfAnEndpointThatIsDeletedIsClosedWithItsNextTry() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo, merchantNo);
    PaymentEvent event = givenUp(merchantNo, merchantNo);
    jdbc()
        .update(
            "UPDATE notification SET status = 'LONG_TAIL', tail = 0,"
                + " due_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR WHERE notification_no = ?",
            numberOf(event, 0));
    assertThat(call("DELETE", ENDPOINTS + endpointNo, merchantNo, null).status()).isEqualTo(204);

    jdbc()
        .update(
            "UPDATE notification SET due_at = UTC_TIMESTAMP(3) WHERE notification_no = ?",
            numberOf(event, 0));
    notifications().dueIn(TargetKind.WEBHOOK, Set.of(endpointNo), Duration.ZERO);

    awaitDeliveries(event, "SKIPPED");
    awaitLetter(merchantNo, "DISCARDED");
    assertThat(letterOf(merchantNo).path("note").asString("")).startsWith("Closed by the platform");
  }

  @Test
  void theLetterOfANotifyUrlThatAnswersGoneAtLastIsClosed() {
    String merchantNo = Ids.withPrefix("mch_");
    service().bean(WebhookEndpoints.class).ensureDefault(merchantNo);
    OUTSIDE.shopAnswers(merchantNo, n -> Reply.of(n <= 2 ? 500 : 410));
    PaymentEvent event = Events.succeeded(merchantNo, OUTSIDE.shop(merchantNo));

    post(event);

    awaitDeliveries(event, "GONE");
    awaitLetter(merchantNo, "DISCARDED");
  }

  @Test
  void allLettersThatAreOpenOfAnEndpointThatIsDeletedAreClosedAtOnce() {
    String endpointNo = Ids.withPrefix("whe_");
    String another = Ids.withPrefix("whe_");
    PaymentEvent one = Events.succeeded("mch_deleted", null);
    PaymentEvent two = Events.succeeded("mch_deleted", null);
    store(one, endpointNo);
    store(two, endpointNo);
    store(two, another);

    DeadLetters deadLetters = service().bean(DeadLetters.class);
    assertThat(deadLetters.endpointDeleted(endpointNo, System.nanoTime())).isFalse();
    assertThat(letters(one)).containsExactly(endpointNo + " OPEN");
    long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    assertThat(deadLetters.endpointDeleted(endpointNo, later)).isTrue();

    assertThat(letters(one)).containsExactly(endpointNo + " DISCARDED");
    assertThat(letters(two))
        .containsExactlyInAnyOrder(endpointNo + " DISCARDED", another + " OPEN");
  }

  @Test
  void aTryThatWasUnderWayWhenItsEndpointWasDeletedAndGetsThroughTurnsItsLetterDelivered() {
    String endpointNo = Ids.withPrefix("whe_");
    PaymentEvent closed = Events.succeeded("mch_deleted", null);
    PaymentEvent discarded = Events.succeeded("mch_deleted", null);
    store(closed, endpointNo);
    store(discarded, endpointNo);
    String letter =
        service()
            .jdbc()
            .queryForObject(
                "SELECT dead_letter_no FROM dead_letter WHERE event_id = ?",
                String.class,
                discarded.eventId());
    DeadLetters deadLetters = service().bean(DeadLetters.class);
    deadLetters.discard(String.valueOf(letter), "not wanted", "ada");
    long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    assertThat(deadLetters.endpointDeleted(endpointNo, later)).isTrue();

    deadLetters.delivered(closed.eventId(), TargetKind.WEBHOOK, endpointNo);
    deadLetters.delivered(discarded.eventId(), TargetKind.WEBHOOK, endpointNo);

    assertThat(letters(closed)).containsExactly(endpointNo + " DELIVERED");
    assertThat(letters(discarded)).containsExactly(endpointNo + " DISCARDED");
  }

  /** One event of each payment, delivered so often to one endpoint. */
  private static List<LogEntry> delivered(int payments, int times) {
    List<LogEntry> entries = new ArrayList<>(payments * times);
    for (int i = 0; i < payments; i++) {
      PaymentEvent event = Events.succeeded("mch_many", null);
      byte[] payload = new EventBatchCodec().encodeMember(event);
      for (int seq = 0; seq < times; seq++) {
        entries.add(
            new LogEntry(
                new ClaimKey(event.paymentNo(), event.eventId(), "whe_many", seq),
                TargetKind.WEBHOOK,
                event.merchantNo(),
                event.type(),
                payload,
                0));
      }
    }
    for (int i = 0; i < entries.size(); i += 500) {
      notifications().addPending(entries.subList(i, i + 500), Duration.ofDays(1));
    }
    jdbc()
        .update(
            "UPDATE notification SET status = 'DELIVERED', due_at = NULL WHERE target = 'whe_many'");
    jdbc().execute("ANALYZE TABLE notification");
    return entries;
  }

  private static long rowsReadByClaimOf(List<LogEntry> entries) {
    Long read =
        service()
            .bean(TransactionTemplate.class)
            .execute(
                transaction -> {
                  jdbc().execute("FLUSH STATUS");
                  Map<ClaimKey, RowClaim> claims =
                      notifications().claim("own_test", Duration.ofMinutes(1), true, entries);
                  assertThat(claims.keySet())
                      .containsExactlyInAnyOrderElementsOf(
                          entries.stream().map(LogEntry::key).toList());
                  return jdbc()
                      .query(
                          "SHOW SESSION STATUS LIKE 'Handler_read%'",
                          (row, i) -> row.getLong("Value"))
                      .stream()
                      .mapToLong(Long::longValue)
                      .sum();
                });
    return Objects.requireNonNull(read);
  }

  /** Its shop fails until the event is given up, and takes it from then on. */
  private static PaymentEvent givenUp(String merchantNo, String shop) {
    AtomicBoolean broken = new AtomicBoolean(true);
    OUTSIDE.shopAnswers(shop, n -> Reply.of(broken.get() ? 500 : 200));
    PaymentEvent event = sent(merchantNo);
    awaitDeliveries(event, "DEAD");
    awaitLetter(merchantNo, "OPEN");
    broken.set(false);
    return event;
  }

  /** How many of a merchant's dead letters, of which there is one, the nightly job replays. */
  private static int compensated(String merchantNo) {
    String letter = letterOf(merchantNo).path("deadLetterNo").asString("");
    Map<String, Object> scope = Map.of("cutoff", Instant.now().toString());
    return call(
            "POST",
            "/internal/v1/work/webhook-compensation/batch",
            null,
            Map.of("scope", scope, "keys", List.of(letter), "again", false))
        .json()
        .path("changed")
        .asInt();
  }

  private static int replayed(
      String merchantNo, String endpointNo, Instant since, boolean onlyFailed) {
    String path = ENDPOINTS + endpointNo + "/replays";
    Answer ordered =
        call("POST", path, merchantNo, Map.of("since", since.toString(), "onlyFailed", onlyFailed));
    assertThat(ordered.status()).isEqualTo(202);
    String replay = path + "/" + ordered.json().path("replayNo").asString("");
    await()
        .until(
            () ->
                call("GET", replay, merchantNo, null)
                    .json()
                    .path("status")
                    .asString("")
                    .equals("DONE"));
    return call("GET", replay, merchantNo, null).json().path("replayed").asInt();
  }

  private static double pauses() {
    return service()
        .bean(MeterRegistry.class)
        .get("zhaoli.notify.endpoints.paused")
        .counter()
        .count();
  }

  private static Reply bothCame(CountDownLatch called) {
    try {
      return Reply.of(called.await(8, TimeUnit.SECONDS) ? 410 : 500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.of(500);
    }
  }

  private static String endpoint(String merchantNo, String shop) {
    return service().endpoint(merchantNo, OUTSIDE.shop(shop));
  }

  private static void pause(String merchantNo, String endpointNo) {
    patch(merchantNo, endpointNo, "PAUSED");
  }

  private static void resume(String merchantNo, String endpointNo) {
    patch(merchantNo, endpointNo, "ACTIVE");
  }

  private static void patch(String merchantNo, String endpointNo, String status) {
    assertThat(call("PATCH", ENDPOINTS + endpointNo, merchantNo, Map.of("status", status)).status())
        .isEqualTo(200);
  }

  private static PaymentEvent sent(String merchantNo) {
    return service().sent(merchantNo);
  }

  private static void post(PaymentEvent event) {
    assertThat(call("POST", "/internal/v1/events", null, Events.frame(event)).status())
        .isEqualTo(202);
  }

  private static void store(PaymentEvent event, String target) {
    byte[] member = new EventBatchCodec().encodeMember(event);
    service()
        .bean(DeadLetters.class)
        .store(DeadLetter.of(event, member, TargetKind.WEBHOOK, target, "HTTP 500", 2));
  }

  private static List<String> letters(PaymentEvent event) {
    return jdbc()
        .queryForList(
            "SELECT CONCAT(target, ' ', status) FROM dead_letter WHERE event_id = ?",
            String.class,
            event.eventId());
  }

  private static Answer redeliver(String merchantNo, String notificationNo) {
    return service().redeliver(merchantNo, notificationNo);
  }

  private static String numberOf(PaymentEvent event, int deliverySeq) {
    return service().numberOf(event, deliverySeq);
  }

  private static JsonNode letterOf(String merchantNo) {
    JsonNode items =
        operate("GET", "/ops/v1/notifications/dead-letters?merchantNo=" + merchantNo)
            .json()
            .path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static void replayLetterOf(String merchantNo) {
    String letter = LETTERS + letterOf(merchantNo).path("deadLetterNo").asString("");
    assertThat(operate("POST", letter + "/replay").status()).isEqualTo(200);
  }

  private static void awaitLetter(String merchantNo, String status) {
    await()
        .untilAsserted(
            () -> assertThat(letterOf(merchantNo).path("status").asString("")).isEqualTo(status));
  }

  private static void awaitDeliveries(PaymentEvent event, String... statuses) {
    service().awaitDeliveries(event, statuses);
  }

  private static Answer call(
      String method, String path, @Nullable String merchantNo, @Nullable Object body) {
    return service().call(method, path, merchantNo, body);
  }

  private static Answer operate(String method, String path) {
    return service().operate(method, path, "ada", null);
  }

  private static NotificationLog notifications() {
    return service().bean(NotificationLog.class);
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
