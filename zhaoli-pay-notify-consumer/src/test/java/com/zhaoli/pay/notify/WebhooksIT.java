package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.NotifyService.Answer;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointMapper;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Endpoints as merchants manage them, and what becomes of events that they do not take. */
class WebhooksIT {
  private static final Outside OUTSIDE = new Outside();
  private static final String ENDPOINTS = "/openapi/v1/webhook-endpoints";
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_webhooks",
            NotifyService.rabbit(
                "zhaoli.notify.retry-interval=200ms",
                "zhaoli.notify.retry-limit=2",
                "zhaoli.notify.long-tail=300ms,300ms,300ms",
                "zhaoli.notify.message-long-tail=300ms,300ms,300ms",
                "zhaoli.notify.pause-after=2s",
                "zhaoli.notify.health-interval=200ms",
                "zhaoli.notify.release-interval=200ms",
                "zhaoli.notify.lane-repair-interval=1s",
                "zhaoli.notify.replay-interval=200ms",
                "zhaoli.notify.retention-interval=1s",
                "zhaoli.notify.pause-notice-interval=200ms",
                "zhaoli.notify.receiver-cache=0s"));
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void aRotatedSecretSignsBesideTheOneBeforeUntilTheOverlapIsOver() {
    JsonNode made = endpoint("mch_rotate", "rotate");
    WebhookSecret before = new WebhookSecret(made.path("secret").asString(""));
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    JsonNode rotated =
        call("POST", path + "/rotate-secret", "mch_rotate", Map.of("overlapSeconds", 2)).json();
    WebhookSecret after = new WebhookSecret(rotated.path("secret").asString(""));
    assertThat(after).isNotEqualTo(before);
    assertThat(rotated.path("previousSecretUntil").asString("")).isNotEmpty();

    publish(Events.succeeded("mch_rotate", null));
    await().until(() -> OUTSIDE.hooksOf("rotate").size() == 1);
    Hook during = OUTSIDE.hooksOf("rotate").get(0);
    assertThat(verified(during, before)).isEqualTo(WebhookSignature.Outcome.VALID);
    assertThat(verified(during, after)).isEqualTo(WebhookSignature.Outcome.VALID);

    await()
        .until(
            () ->
                Instant.now()
                    .isAfter(Instant.parse(rotated.path("previousSecretUntil").asString(""))));
    publish(Events.succeeded("mch_rotate", null));
    await().until(() -> OUTSIDE.hooksOf("rotate").size() == 2);
    Hook later = OUTSIDE.hooksOf("rotate").get(1);
    assertThat(verified(later, before)).isEqualTo(WebhookSignature.Outcome.SIGNATURE_MISMATCH);
    assertThat(verified(later, after)).isEqualTo(WebhookSignature.Outcome.VALID);

    assertThat(call("GET", path, "mch_rotate", null).json().has("secret")).isFalse();
    assertThat(call("POST", path + "/rotate-secret", "mch_other", null).status()).isEqualTo(404);
    assertThat(
            call("POST", path + "/rotate-secret", "mch_rotate", Map.of("overlapSeconds", 604_801))
                .status())
        .isEqualTo(400);
  }

  @Test
  void anEndpointIsToldOnlyOfTheTypesThatItWants() {
    call(
        "POST",
        ENDPOINTS,
        "mch_types",
        Map.of("url", OUTSIDE.shop("types"), "eventTypes", List.of("payment.closed")));
    PaymentEvent unwanted = Events.succeeded("mch_types", null);
    PaymentEvent wanted = Events.of(EventType.PAYMENT_CLOSED, "mch_types", null);
    publish(unwanted, wanted);
    awaitStatus(wanted, "DELIVERED");
    awaitStatus(unwanted, "SKIPPED");
    assertThat(OUTSIDE.hooksOf("types")).extracting(Hook::id).containsExactly(wanted.eventId());
    assertThat(
            call(
                    "POST",
                    ENDPOINTS,
                    "mch_types",
                    Map.of("url", OUTSIDE.shop("types"), "eventTypes", List.of("payment.eaten")))
                .status())
        .isEqualTo(400);
  }

  @Test
  void theTestButtonSendsASignedEventAndSaysWhatCameOfIt() {
    JsonNode made = endpoint("mch_test", "test");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("") + "/test";
    JsonNode result = call("POST", path, "mch_test", null).json();
    assertThat(result.path("delivered").asBoolean()).isTrue();
    assertThat(result.path("httpStatus").asInt()).isEqualTo(200);
    Hook hook = OUTSIDE.hooksOf("test").get(0);
    assertThat(hook.id()).isEqualTo(result.path("eventId").asString(""));
    assertThat(verified(hook, new WebhookSecret(made.path("secret").asString(""))))
        .isEqualTo(WebhookSignature.Outcome.VALID);
    assertThat(new String(hook.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"type\":\"endpoint.test\"");

    OUTSIDE.shopAnswers("test", n -> new Reply(302, Duration.ZERO, "<html>secret</html>"));
    JsonNode refused = call("POST", path, "mch_test", null).json();
    assertThat(refused.path("delivered").asBoolean()).isFalse();
    assertThat(refused.path("problem").asString("")).isEqualTo("The server answered 302.");
    assertThat(call("POST", path, "mch_other", null).status()).isEqualTo(404);
  }

  @Test
  void aDeletedEndpointGetsNothingMoreAndTheDefaultOneStays() {
    JsonNode made = endpoint("mch_delete", "delete");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    assertThat(call("DELETE", path, "mch_other", null).status()).isEqualTo(404);
    assertThat(call("DELETE", path, "mch_delete", null).status()).isEqualTo(204);
    assertThat(call("GET", path, "mch_delete", null).status()).isEqualTo(404);
    PaymentEvent event = Events.succeeded("mch_delete", null);
    publish(event);
    awaitStatus(event, "SKIPPED");
    assertThat(OUTSIDE.hooksOf("delete")).isEmpty();

    String standard =
        call("PUT", "/internal/v1/merchants/mch_delete/default-webhook-endpoint", null, null)
            .json()
            .path("endpointNo")
            .asString("");
    Answer refused = call("DELETE", ENDPOINTS + "/" + standard, "mch_delete", null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString("")).isEqualTo("WEBHOOK_ENDPOINT_IS_DEFAULT");
  }

  @Test
  void anEndpointThatAnswersGoneIsPausedKeepsItsEventsAndGetsThemWhenItIsResumed() {
    OUTSIDE.receivers.put(
        "mch_paused", List.of(new MessageReceiver("rcv_p", "o-openid-p", ReceiverRole.OWNER)));
    OUTSIDE.shopAnswers("paused", n -> Reply.of(n == 1 ? 410 : 200));
    JsonNode made = endpoint("mch_paused", "paused");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    List<PaymentEvent> events = new ArrayList<>();
    events.add(Events.succeeded("mch_paused", null));
    publish(events.get(0));
    awaitStatus(events.get(0), "HELD");
    for (int i = 0; i < 5; i++) {
      events.add(Events.succeeded("mch_paused", null));
      publish(events.get(i + 1));
    }
    events.forEach(event -> awaitStatus(event, "HELD"));
    // The relay repeats itself: still kept, and once.
    publish(events.get(1));
    assertThat(OUTSIDE.hooksOf("paused")).hasSize(1);
    JsonNode paused = call("GET", path, "mch_paused", null).json();
    assertThat(paused.path("status").asString("")).isEqualTo("PAUSED");
    assertThat(paused.path("pauseReason").asString("")).contains("410");
    await()
        .until(
            () ->
                OUTSIDE.messages.stream()
                    .anyMatch(
                        message ->
                            message.scene() == MessageScene.ENDPOINT_PAUSED
                                && message.openid().equals("o-openid-p")));

    JsonNode resumed = call("PATCH", path, "mch_paused", Map.of("status", "ACTIVE")).json();
    assertThat(resumed.path("status").asString("")).isEqualTo("ACTIVE");
    assertThat(resumed.has("pausedAt")).isFalse();
    events.forEach(event -> awaitStatus(event, "DELIVERED"));
    assertThat(OUTSIDE.hooksOf("paused")).hasSize(7);
    assertThat(OUTSIDE.hooksOf("paused").stream().map(Hook::id).distinct()).hasSize(6);
    assertThat(
            OUTSIDE.messages.stream()
                .filter(message -> message.scene() == MessageScene.ENDPOINT_PAUSED))
        .as("told once")
        .hasSize(1);
  }

  @Test
  void anEndpointThatOnlyFailsForLongIsPaused() {
    OUTSIDE.shopAnswers("broken", n -> Reply.of(500));
    JsonNode made = endpoint("mch_broken", "broken");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              publish(Events.succeeded("mch_broken", null), Events.succeeded("mch_broken", null));
              return call("GET", path, "mch_broken", null)
                  .json()
                  .path("status")
                  .asString("")
                  .equals("PAUSED");
            });
    JsonNode paused = call("GET", path, "mch_broken", null).json();
    assertThat(
            Duration.between(
                Instant.parse(paused.path("failingSince").asString("")),
                Instant.parse(paused.path("pausedAt").asString(""))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(OUTSIDE.hooksOf("broken")).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void whatIsADeadLetterIsStillTriedEverMoreRarely() {
    endpoint("mch_tail", "tail");
    OUTSIDE.shopAnswers("tail", n -> Reply.of(n < 5 ? 500 : 200));
    PaymentEvent event = Events.succeeded("mch_tail", null);
    publish(event);
    awaitStatus(event, "DELIVERED");
    assertThat(OUTSIDE.hooksOf("tail"))
        .hasSize(5)
        .extracting(Hook::id)
        .containsOnly(event.eventId());
    JsonNode letter = onlyDeadLetterOf("mch_tail");
    assertThat(letter.path("attempts").asInt()).isEqualTo(2);
    assertThat(letter.path("status").asString("")).isEqualTo("DELIVERED");
  }

  /** Two quick tries, and one of the long tail. */
  @Test
  void aMessageIsSentThoughNobodyCouldSayToWhomForLongerThanTheQuickTries() {
    String merchantNo = merchantWithReceiver();
    OUTSIDE.failNextLookups.put(merchantNo, new AtomicInteger(3));
    PaymentEvent event = Events.succeeded(merchantNo, null);

    publish(event);

    await().until(() -> messagesTo("o-" + merchantNo).size() == 1);
    awaitLetters(event, "receiver DELIVERED");
  }

  @Test
  void aMessageIsSentThoughWechatMpServiceWasAwayForLongerThanTheQuickTries() {
    String merchantNo = merchantWithReceiver();
    OUTSIDE.failNextMessages.put("o-" + merchantNo, new AtomicInteger(3));
    PaymentEvent event = Events.succeeded(merchantNo, null);

    publish(event);

    await().until(() -> messagesTo("o-" + merchantNo).size() == 1);
    awaitLetters(event, "rcv-" + merchantNo + " DELIVERED");
  }

  @Test
  void aReceiverThatTheLongTailFoundHasADeadLetterAndALongTailOfItsOwn() {
    String merchantNo = merchantWithReceiver();
    OUTSIDE.failNextLookups.put(merchantNo, new AtomicInteger(2));
    OUTSIDE.failNextMessages.put("o-" + merchantNo, new AtomicInteger(4));
    PaymentEvent event = Events.succeeded(merchantNo, null);

    publish(event);

    awaitLetters(event, "rcv-" + merchantNo + " OPEN", "receiver REPLAYED");
    await()
        .untilAsserted(
            () -> assertThat(tailsGivenUp(event, "rcv-" + merchantNo)).containsExactly(2));
    assertThat(messagesTo("o-" + merchantNo)).isEmpty();
  }

  /** It is discarded while the look-up that finds the receiver is under way. */
  @Test
  void whatIsDiscardedBeforeItsReceiverIsFoundIsSentToNobodyAndStaysDiscarded() {
    String merchantNo = merchantWithReceiver();
    CountDownLatch discarded = new CountDownLatch(1);
    OUTSIDE.failNextLookups.put(merchantNo, new AtomicInteger(2));
    OUTSIDE.lookupsAfter.put(merchantNo, discarded);
    OUTSIDE.failNextMessages.put("o-" + merchantNo, new AtomicInteger(100));
    PaymentEvent event = Events.succeeded(merchantNo, null);
    publish(event);
    await()
        .untilAsserted(
            () ->
                assertThat(messageDeliveries(event, "tail IS NOT NULL"))
                    .containsExactly("receiver DELIVERING"));

    String path =
        "/ops/v1/notifications/dead-letters/"
            + onlyDeadLetterOf(merchantNo).path("deadLetterNo").asString("");
    assertThat(operate("POST", path + "/discard", Map.of("note", "over")).status()).isEqualTo(200);
    discarded.countDown();

    await()
        .untilAsserted(
            () -> assertThat(messageDeliveries(event, "TRUE")).containsExactly("receiver DEAD"));
    // The long tail's pause is 300 ms here.
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> messageDeliveries(event, "TRUE").equals(List.of("receiver DEAD")));
    awaitLetters(event, "receiver DISCARDED");
    assertThat(OUTSIDE.failNextMessages.get("o-" + merchantNo)).hasValue(100);
  }

  @Test
  void thatNobodyIsToBeToldOnceTheLookUpWorksAgainLeavesNothingToDo() {
    String merchantNo = "mch_" + Ids.eventId();
    OUTSIDE.failNextLookups.put(merchantNo, new AtomicInteger(2));
    PaymentEvent event = Events.succeeded(merchantNo, null);

    publish(event);

    awaitLetters(event, "receiver DISCARDED");
  }

  @Test
  void whatWechatRefusesForGoodIsTriedOnce() {
    String merchantNo = merchantWithReceiver();
    OUTSIDE.refusedOpenids.put("o-" + merchantNo, 43004);
    PaymentEvent event = Events.succeeded(merchantNo, null);

    publish(event);

    awaitLetters(event, "rcv-" + merchantNo + " OPEN");
    // The long tail's pause is 300 ms here.
    await().during(Duration.ofSeconds(1)).until(() -> messagesTo("o-" + merchantNo).size() == 1);
  }

  private static String merchantWithReceiver() {
    String merchantNo = "mch_" + Ids.eventId();
    OUTSIDE.receivers.put(
        merchantNo,
        List.of(new MessageReceiver("rcv-" + merchantNo, "o-" + merchantNo, ReceiverRole.OWNER)));
    return merchantNo;
  }

  private static List<TemplateMessageRequest> messagesTo(String openid) {
    return OUTSIDE.messages.stream().filter(message -> message.openid().equals(openid)).toList();
  }

  private static List<@Nullable Integer> tailsGivenUp(PaymentEvent event, String target) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT tail FROM notification WHERE event_id = ? AND target = ? AND status = 'DEAD'",
            Integer.class,
            event.eventId(),
            target);
  }

  private static List<String> messageDeliveries(PaymentEvent event, String condition) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT CONCAT(target, ' ', status) FROM notification"
                + " WHERE event_id = ? AND target_kind = 'TEMPLATE_MESSAGE' AND "
                + condition,
            String.class,
            event.eventId());
  }

  /** Those of messages, with their states. */
  private static void awaitLetters(PaymentEvent event, String... letters) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForList(
                                "SELECT CONCAT(target, ' ', status) FROM dead_letter"
                                    + " WHERE event_id = ? AND target_kind = 'TEMPLATE_MESSAGE'",
                                String.class,
                                event.eventId()))
                    .containsExactlyInAnyOrder(letters));
  }

  @Test
  void afterTheLongTailOnlySomebodyBringsItBack() {
    String endpointNo = endpoint("mch_end", "end").path("endpointNo").asString("");
    OUTSIDE.shopAnswers("end", n -> Reply.of(n <= 5 ? 500 : 200));
    PaymentEvent event = Events.succeeded("mch_end", null);
    publish(event);
    await().until(() -> OUTSIDE.hooksOf("end").size() == 5);
    awaitStatus(event, "DEAD");
    JsonNode letter = onlyDeadLetterOf("mch_end");
    assertThat(letter.path("status").asString("")).isEqualTo("OPEN");
    assertThat(letter.path("targetNo").asString("")).isEqualTo(endpointNo);
    String path = "/ops/v1/notifications/dead-letters/" + letter.path("deadLetterNo").asString("");

    Answer replayed = operate("POST", path + "/replay", null);
    assertThat(replayed.status()).isEqualTo(200);
    await().until(() -> OUTSIDE.hooksOf("end").size() == 6);
    await()
        .untilAsserted(
            () ->
                assertThat(operate("GET", path, null).json().path("status").asString(""))
                    .isEqualTo("DELIVERED"));
    assertThat(OUTSIDE.hooksOf("end")).extracting(Hook::id).containsOnly(event.eventId());
    assertThat(operate("POST", path + "/replay", null).status()).isEqualTo(409);
    assertThat(operate("POST", path + "/discard", Map.of("note", "too late")).status())
        .isEqualTo(409);
  }

  @Test
  void compensationDeliversWhatWasGivenUpOnceMore() {
    endpoint("mch_compensated", "compensated");
    OUTSIDE.shopAnswers("compensated", n -> Reply.of(n <= 5 ? 500 : 200));
    PaymentEvent event = Events.succeeded("mch_compensated", null);
    publish(event);
    await().until(() -> OUTSIDE.hooksOf("compensated").size() == 5);
    awaitStatus(event, "DEAD");
    String number = onlyDeadLetterOf("mch_compensated").path("deadLetterNo").asString("");
    Map<String, Object> scope = Map.of("cutoff", Instant.now().toString());
    Map<String, Object> before =
        Map.of("cutoff", Instant.now().minus(Duration.ofHours(1)).toString());

    assertThat(texts(compensation("plan", scope).path("bounds"))).isNotEmpty();
    assertThat(texts(compensation("plan", before).path("bounds"))).isEmpty();
    Map<String, Object> later =
        Map.of("cutoff", Instant.now().plus(Duration.ofDays(31)).toString());
    assertThat(texts(compensation("plan", later).path("bounds")))
        .as("what was given up first longer ago than the log is kept")
        .isEmpty();
    Map<String, Object> laterRange =
        Map.of("scope", later, "after", "", "upTo", number, "limit", 500);
    assertThat(texts(compensation("keys", laterRange).path("keys"))).isEmpty();
    Map<String, Object> range = Map.of("scope", scope, "after", "", "upTo", number, "limit", 500);
    assertThat(texts(compensation("keys", range).path("keys"))).contains(number);
    Map<String, Object> batch = Map.of("scope", scope, "keys", List.of(number), "again", false);
    assertThat(compensation("batch", batch).path("changed").asInt()).isEqualTo(1);
    assertThat(compensation("batch", batch).path("changed").asInt()).isZero();

    await()
        .untilAsserted(
            () ->
                assertThat(onlyDeadLetterOf("mch_compensated").path("status").asString(""))
                    .isEqualTo("DELIVERED"));
    assertThat(OUTSIDE.hooksOf("compensated"))
        .hasSize(6)
        .extracting(Hook::id)
        .containsOnly(event.eventId());
  }

  @Test
  void anOperatorDiscardsADeadLetterWithANote() {
    endpoint("mch_discard", "discard");
    OUTSIDE.shopAnswers("discard", n -> Reply.of(500));
    PaymentEvent event = Events.succeeded("mch_discard", null);
    publish(event);
    // Two quick tries and the three of the long tail: a dead letter was stored between them.
    await().until(() -> OUTSIDE.hooksOf("discard").size() == 5);
    awaitStatus(event, "DEAD");
    String path =
        "/ops/v1/notifications/dead-letters/"
            + onlyDeadLetterOf("mch_discard").path("deadLetterNo").asString("");
    assertThat(operate("POST", path + "/discard", Map.of("note", " ")).status()).isEqualTo(400);
    JsonNode discarded =
        operate("POST", path + "/discard", Map.of("note", "the shop is closed")).json();
    assertThat(discarded.path("status").asString("")).isEqualTo("DISCARDED");
    assertThat(discarded.path("note").asString("")).isEqualTo("the shop is closed");
    assertThat(discarded.path("changedBy").asString("")).isEqualTo("ada");
    assertThat(
            operate("GET", "/ops/v1/notifications/dead-letters/dlt_" + "0".repeat(26), null)
                .status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LONG_TAIL", "RETRYING"})
  void whatIsDiscardedIsNotTriedAnyMore(String waiting) {
    String merchantNo = "mch_over_" + waiting;
    String shop = "over-" + waiting;
    endpoint(merchantNo, shop);
    OUTSIDE.shopAnswers(shop, n -> Reply.of(500));
    PaymentEvent event = Events.succeeded(merchantNo, null);
    publish(event);
    // Two quick tries and the three of the long tail: a dead letter was stored between them.
    await().until(() -> OUTSIDE.hooksOf(shop).size() == 5);
    awaitStatus(event, "DEAD");
    service()
        .jdbc()
        .update(
            "UPDATE notification SET status = ?, tail = 1, due_at = '2100-01-01'"
                + " WHERE event_id = ? AND target_kind = 'WEBHOOK'",
            waiting,
            event.eventId());
    String path =
        "/ops/v1/notifications/dead-letters/"
            + onlyDeadLetterOf(merchantNo).path("deadLetterNo").asString("");
    assertThat(operate("POST", path + "/discard", Map.of("note", "over")).status()).isEqualTo(200);
    awaitStatus(event, "DEAD");
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT COUNT(*) FROM notification WHERE event_id = ? AND due_at IS NOT NULL",
                    Integer.class,
                    event.eventId()))
        .isZero();
  }

  @Test
  void theTryThatIsUnderWayWhenItIsDiscardedIsTheLast() {
    endpoint("mch_last", "last");
    CountDownLatch discarded = new CountDownLatch(1);
    OUTSIDE.shopAnswers("last", n -> n == 3 ? after(discarded, 500) : Reply.of(500));
    PaymentEvent event = Events.succeeded("mch_last", null);
    publish(event);
    await().until(() -> OUTSIDE.hooksOf("last").size() == 3);
    String path =
        "/ops/v1/notifications/dead-letters/"
            + onlyDeadLetterOf("mch_last").path("deadLetterNo").asString("");

    assertThat(operate("POST", path + "/discard", Map.of("note", "over")).status()).isEqualTo(200);
    discarded.countDown();

    awaitStatus(event, "DEAD");
    // The long tail's pause is 300 ms here.
    await().during(Duration.ofSeconds(1)).until(() -> OUTSIDE.hooksOf("last").size() == 3);
    assertThat(
            service()
                .jdbc()
                .queryForMap(
                    "SELECT * FROM notification WHERE event_id = ? AND target_kind = 'WEBHOOK'",
                    event.eventId()))
        .containsEntry("status", "DEAD")
        .containsEntry("attempts", 3)
        .containsEntry("due_at", null)
        .containsEntry("next_attempt_at", null);
  }

  @Test
  void aLastTryThatSucceedsClosesTheDeadLetterThatAnotherConsumerMadeOfIt() {
    String endpointNo = endpoint("mch_both", "both").path("endpointNo").asString("");
    CountDownLatch stored = new CountDownLatch(1);
    OUTSIDE.shopAnswers("both", n -> n == 1 ? Reply.of(500) : after(stored, 200));
    PaymentEvent event = Events.succeeded("mch_both", null);
    publish(event);
    await().until(() -> OUTSIDE.hooksOf("both").size() == 2);

    service()
        .bean(RabbitTemplate.class)
        .convertAndSend(
            "",
            Routing.deadQueue(Routing.MERCHANT_WEBHOOK_QUEUE),
            Events.frame(event),
            message -> {
              message.getMessageProperties().setHeader(Routing.TARGET_HEADER, endpointNo);
              message.getMessageProperties().setHeader(Routing.ATTEMPTS_HEADER, 2);
              message.getMessageProperties().setHeader(Routing.REASON_HEADER, "It timed out.");
              return message;
            });
    await()
        .untilAsserted(
            () ->
                assertThat(onlyDeadLetterOf("mch_both").path("status").asString(""))
                    .isEqualTo("OPEN"));
    stored.countDown();

    awaitStatus(event, "DELIVERED");
    assertThat(onlyDeadLetterOf("mch_both").path("status").asString("")).isEqualTo("DELIVERED");
  }

  @Test
  void whatIsStillKeptLongAfterItsEndpointWasResumedIsDelivered() {
    String endpointNo = endpoint("mch_stranded", "stranded").path("endpointNo").asString("");
    call("PATCH", ENDPOINTS + "/" + endpointNo, "mch_stranded", Map.of("status", "PAUSED"));
    PaymentEvent event = Events.succeeded("mch_stranded", null);
    publish(event);
    awaitStatus(event, "HELD");
    // As if it was resumed long ago: nobody looks again because of that.
    service()
        .jdbc()
        .update(
            "UPDATE webhook_endpoint SET status = 'ACTIVE', paused_at = NULL, pause_reason = NULL,"
                + " release_at = NULL, updated_at = updated_at - INTERVAL 1 HOUR"
                + " WHERE endpoint_no = ?",
            endpointNo);

    awaitStatus(event, "DELIVERED");

    assertThat(OUTSIDE.hooksOf("stranded")).hasSize(1);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForList(
                                "SELECT release_at FROM webhook_endpoint WHERE endpoint_no = ?",
                                endpointNo))
                    .containsExactly(Collections.singletonMap("release_at", null)));
  }

  @Test
  void whatIsKeptForAnEndpointEndsWhenThatIsDeletedAndStaysWhenItIsDisabled() {
    String deleted = endpoint("mch_kept", "deleted").path("endpointNo").asString("");
    String disabled = endpoint("mch_kept", "disabled").path("endpointNo").asString("");
    for (String one : List.of(deleted, disabled)) {
      call("PATCH", ENDPOINTS + "/" + one, "mch_kept", Map.of("status", "PAUSED"));
    }
    PaymentEvent event = Events.succeeded("mch_kept", null);
    publish(event);
    await().until(() -> states(event).equals(Map.of(deleted, "HELD", disabled, "HELD")));

    call("PATCH", ENDPOINTS + "/" + disabled, "mch_kept", Map.of("status", "DISABLED"));
    assertThat(call("DELETE", ENDPOINTS + "/" + deleted, "mch_kept", null).status()).isEqualTo(204);

    await().until(() -> states(event).equals(Map.of(deleted, "SKIPPED", disabled, "HELD")));
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT last_error FROM notification WHERE target = ?", String.class, deleted))
        .isEqualTo("The endpoint is there no more.");
    call("PATCH", ENDPOINTS + "/" + disabled, "mch_kept", Map.of("status", "ACTIVE"));
    await().until(() -> states(event).equals(Map.of(deleted, "SKIPPED", disabled, "DELIVERED")));
    assertThat(OUTSIDE.hooksOf("deleted")).isEmpty();
    assertThat(OUTSIDE.hooksOf("disabled")).hasSize(1);
  }

  @Test
  void whatWaitsForADeletedEndpointEndsWhereItIsAndThenItsLaneIsRemoved() {
    // Numbers of its own each time: nobody has such an endpoint.
    String gone = Ids.withPrefix("whe_");
    waiting(gone, "HELD", "'9999-01-01'", 2_500);
    waiting(gone, "LONG_TAIL", "UTC_TIMESTAMP(3) + INTERVAL 12 HOUR", 1);
    waiting(gone, "RETRYING", "UTC_TIMESTAMP(3) + INTERVAL 1 HOUR", 1);
    waiting(gone, "DELIVERING", "UTC_TIMESTAMP(3) + INTERVAL 1 HOUR", 1);
    waiting(gone, "DELIVERED", "NULL", 1);
    String unresolved = waiting("endpoint", "PENDING", "UTC_TIMESTAMP(3) + INTERVAL 1 HOUR", 1);
    lane(gone);
    lane("endpoint");

    await()
        .untilAsserted(
            () ->
                assertThat(statesAt(gone))
                    .isEqualTo(Map.of("SKIPPED", 2_502, "DELIVERING", 1, "DELIVERED", 1)));
    assertThat(
            service()
                .jdbc()
                .queryForList(
                    "SELECT DISTINCT COALESCE(due_at, last_error) FROM notification"
                        + " WHERE target = ? AND status = 'SKIPPED'",
                    String.class,
                    gone))
        .containsExactly("The endpoint is there no more.");
    assertThat(lanesOf(gone)).as("nobody was to deliver any").containsExactly("9999-01-01");

    service()
        .jdbc()
        .update(
            "UPDATE notification SET status = 'DELIVERED', due_at = NULL"
                + " WHERE target = ? AND status = 'DELIVERING'",
            gone);
    await().untilAsserted(() -> assertThat(lanesOf(gone)).isEmpty());
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT status FROM notification WHERE event_id LIKE ?",
                    String.class,
                    unresolved + "%"))
        .as("events whose endpoints are not known so far")
        .isEqualTo("PENDING");
    assertThat(lanesOf("endpoint")).hasSize(1);
  }

  @Test
  void aDeletionIsFollowedByTheEndOfWhatWaitsAndLeavesNoLaneWhereNothingEverCame() {
    String untouched = endpoint("mch_lane", "lane").path("endpointNo").asString("");
    String tried = endpoint("mch_lane", "lane").path("endpointNo").asString("");
    waiting(tried, "LONG_TAIL", "UTC_TIMESTAMP(3) + INTERVAL 12 HOUR", 1);
    for (String one : List.of(untouched, tried)) {
      assertThat(call("DELETE", ENDPOINTS + "/" + one, "mch_lane", null).status()).isEqualTo(204);
    }

    assertThat(lanesOf(untouched)).isEmpty();
    await().untilAsserted(() -> assertThat(statesAt(tried)).isEqualTo(Map.of("SKIPPED", 1)));
    assertThat(lanesOf(tried)).as("what is put aside yet is found").hasSize(1);
  }

  /** Its batch knows the endpoint as paused, and has written nothing when that is deleted. */
  @Test
  void theFirstEventOfAPausedEndpointEndsThoughThatIsDeletedBeforeItIsInTheLog() {
    String merchantNo = Ids.withPrefix("mch_");
    String endpointNo = endpoint(merchantNo, merchantNo).path("endpointNo").asString("");
    String path = ENDPOINTS + "/" + endpointNo;
    call("PATCH", path, merchantNo, Map.of("status", "PAUSED"));
    PaymentEvent event = Events.succeeded(merchantNo, null);
    service()
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              service()
                  .jdbc()
                  .update(
                      """
                      INSERT INTO notification (notification_no, payment_no, event_id, target,
                        delivery_seq, target_kind, merchant_no, event_type, status, attempts,
                        created_at, updated_at)
                      VALUES (?, ?, ?, ?, 0, 'WEBHOOK', ?, 'payment.succeeded', 'PENDING', 0,
                        UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
                      """,
                      Ids.withPrefix("ntf_"),
                      event.paymentNo(),
                      event.eventId(),
                      endpointNo,
                      merchantNo);
              publish(event);
              await()
                  .until(
                      () ->
                          service()
                              .jdbc()
                              .queryForList(
                                  "SELECT trx_query FROM information_schema.innodb_trx"
                                      + " WHERE trx_state = 'LOCK WAIT'",
                                  String.class)
                              .stream()
                              .anyMatch(waiting -> waiting.contains("INTO notification")));
              assertThat(call("DELETE", path, merchantNo, null).status()).isEqualTo(204);
              status.setRollbackOnly();
            });

    await().untilAsserted(() -> assertThat(statesAt(endpointNo)).isEqualTo(Map.of("SKIPPED", 1)));
  }

  @Test
  void whatIsKeptForEndpointsThatWereDeletedBeforeIsFoundByTheMigration() throws Exception {
    String gone = Ids.withPrefix("whe_");
    waiting(gone, "HELD", "'9999-01-01'", 3);
    String kept = endpoint("mch_migrated", "migrated").path("endpointNo").asString("");
    call("PATCH", ENDPOINTS + "/" + kept, "mch_migrated", Map.of("status", "PAUSED"));
    waiting(kept, "HELD", "'9999-01-01'", 1);
    String migration =
        new ClassPathResource("db/migration/V8__lanes_of_deleted_endpoints.sql")
            .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    service().jdbc().update(migration.strip().replaceAll(";$", ""));

    await().untilAsserted(() -> assertThat(statesAt(gone)).isEqualTo(Map.of("SKIPPED", 3)));
    assertThat(statesAt(kept)).isEqualTo(Map.of("HELD", 1));
    assertThat(lanesOf(kept)).isEmpty();
  }

  /**
   * So many deliveries that wait for a target.
   *
   * @return what their events' ids begin with
   */
  private static String waiting(String target, String status, String dueAt, int rows) {
    String event = Ids.eventId();
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, due_at, created_at,
              updated_at)
            SELECT CONCAT(?, seq), 'pay_waiting', CONCAT(?, '_', seq), ?, 0, 'WEBHOOK',
              'mch_waiting', 'payment.succeeded', ?, 1, %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
            FROM seq_1_to_%d
            """
                .formatted(dueAt, rows),
            Ids.withPrefix("ntf_"),
            event,
            target,
            status);
    return event;
  }

  private static void lane(String target) {
    service()
        .jdbc()
        .update(
            "INSERT IGNORE INTO delivery_lane (target_kind, target, next_due_at)"
                + " VALUES ('WEBHOOK', ?, '9999-01-01')",
            target);
  }

  /** When somebody is to look there next. */
  private static List<String> lanesOf(String target) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT DATE(next_due_at) FROM delivery_lane WHERE target = ?", String.class, target);
  }

  /** How many deliveries of a target stand where. */
  private static Map<String, Integer> statesAt(String target) {
    Map<String, Integer> states = new HashMap<>();
    service()
        .jdbc()
        .query(
            "SELECT status, COUNT(*) AS n FROM notification WHERE target = ? GROUP BY status",
            row -> {
              states.put(row.getString("status"), row.getInt("n"));
            },
            target);
    return states;
  }

  @Test
  void lookingForWhatIsStillKeptReadsNothingOfWhatWasDelivered() {
    String endpointNo = endpoint("mch_many", "many").path("endpointNo").asString("");
    int delivered = 2_000;
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < delivered; i++) {
      rows.add(new Object[] {Ids.withPrefix("ntf_"), "evt_many_" + i, endpointNo});
    }
    service()
        .jdbc()
        .batchUpdate(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            VALUES (?, 'pay_many', ?, ?, 0, 'WEBHOOK', 'mch_many', 'payment.succeeded',
              'DELIVERED', 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            rows);
    String look =
        service()
            .bean(SqlSessionFactory.class)
            .getConfiguration()
            .getMappedStatement(WebhookEndpointMapper.class.getName() + ".activeAfter")
            .getBoundSql(Map.of("after", "", "limit", 1_000))
            .getSql();

    Long read =
        service()
            .jdbc()
            .execute(
                (ConnectionCallback<Long>)
                    connection -> {
                      try (Statement status = connection.createStatement();
                          PreparedStatement statement = connection.prepareStatement(look.strip())) {
                        statement.setString(1, "");
                        statement.setInt(2, 1_000);
                        status.execute("FLUSH STATUS");
                        statement.execute();
                        try (ResultSet counters =
                            status.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
                          long sum = 0;
                          while (counters.next()) {
                            sum += counters.getLong("Value");
                          }
                          return sum;
                        }
                      }
                    });

    assertThat(read).isBetween(1L, delivered / 2L);
  }

  @Test
  void whatAnOlderInstanceBeganIsKeptWithItsEvent() {
    String endpointNo = endpoint("mch_older", "older").path("endpointNo").asString("");
    String path = ENDPOINTS + "/" + endpointNo;
    call("PATCH", path, "mch_older", Map.of("status", "PAUSED"));
    PaymentEvent event = Events.succeeded("mch_older", null);
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, 'WEBHOOK', 'mch_older', 'payment.succeeded', 'RETRYING', 0,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            Ids.withPrefix("ntf_"),
            event.paymentNo(),
            event.eventId(),
            endpointNo);
    publish(event);
    awaitStatus(event, "HELD");
    call("PATCH", path, "mch_older", Map.of("status", "ACTIVE"));
    awaitStatus(event, "DELIVERED");
    assertThat(OUTSIDE.hooksOf("older")).hasSize(1);
  }

  @Test
  void aMerchantHasItsEventDeliveredOnceMore() {
    endpoint("mch_again", "again");
    PaymentEvent event = Events.succeeded("mch_again", null);
    publish(event);
    awaitStatus(event, "DELIVERED");
    String number =
        call("GET", "/openapi/v1/notifications?paymentNo=" + event.paymentNo(), "mch_again", null)
            .json()
            .path("items")
            .valueStream()
            .filter(row -> row.path("target").asString("").equals("WEBHOOK"))
            .findFirst()
            .orElseThrow()
            .path("notificationNo")
            .asString("");
    String path = "/openapi/v1/notifications/" + number + "/redeliver";
    assertThat(call("POST", path, "mch_other", null).status()).isEqualTo(404);
    Answer again = call("POST", path, "mch_again", null);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("notificationNo").asString("")).isNotEqualTo(number);
    await().until(() -> OUTSIDE.hooksOf("again").size() == 2);
    assertThat(OUTSIDE.hooksOf("again").get(1).id()).isEqualTo(event.eventId());
    assertThat(OUTSIDE.hooksOf("again").get(1).body())
        .isEqualTo(OUTSIDE.hooksOf("again").get(0).body());
  }

  @Test
  void everyAttemptIsInTheLogWithWhatCameOfIt() {
    endpoint("mch_log", "log");
    OUTSIDE.shopAnswers(
        "log", n -> new Reply(n == 1 ? 500 : 200, Duration.ZERO, n == 1 ? "out of order" : "ok"));
    PaymentEvent event = Events.succeeded("mch_log", null);
    publish(event);
    awaitStatus(event, "DELIVERED");
    JsonNode page =
        call("GET", "/openapi/v1/notifications?status=DELIVERED", "mch_log", null).json();
    assertThat(page.path("items")).hasSize(1);
    String number = page.path("items").get(0).path("notificationNo").asString("");
    JsonNode delivery = call("GET", "/openapi/v1/notifications/" + number, "mch_log", null).json();
    assertThat(delivery.path("notification").path("attempts").asInt()).isEqualTo(2);
    JsonNode attempts = delivery.path("attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).path("result").asString("")).isEqualTo("FAILED");
    assertThat(attempts.get(0).path("httpStatus").asInt()).isEqualTo(500);
    assertThat(attempts.get(0).path("response").asString("")).isEqualTo("out of order");
    assertThat(attempts.get(0).path("address").asString("")).isEqualTo(OUTSIDE.shop("log"));
    assertThat(attempts.get(1).path("result").asString("")).isEqualTo("DELIVERED");
    assertThat(attempts.get(1).path("response").asString("")).isEqualTo("ok");
    assertThat(attempts.get(1).path("beganAt").asString(""))
        .isGreaterThan(attempts.get(0).path("beganAt").asString(""));
    assertThat(call("GET", "/openapi/v1/notifications/" + number, "mch_other", null).status())
        .isEqualTo(404);
    assertThat(operate("GET", "/ops/v1/notifications/" + number, null).json()).isEqualTo(delivery);
    assertThat(
            operate("GET", "/ops/v1/notifications?merchantNo=mch_log", null).json().path("items"))
        .hasSize(2);
  }

  @Test
  void allThatFailedSinceATimeIsDeliveredOnceMore() {
    String endpointNo = endpoint("mch_range", "range").path("endpointNo").asString("");
    AtomicBoolean broken = new AtomicBoolean(true);
    OUTSIDE.shopAnswers("range", n -> Reply.of(broken.get() ? 500 : 200));
    Instant since = Instant.now().minusSeconds(1);
    List<PaymentEvent> failed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      failed.add(Events.succeeded("mch_range", null));
    }
    publish(failed.toArray(PaymentEvent[]::new));
    // Two quick tries and the three of the long tail each: they are dead for a moment between them.
    await().until(() -> OUTSIDE.hooksOf("range").size() == 3 * 5);
    failed.forEach(event -> awaitStatus(event, "DEAD"));
    // One whose event is not kept stops nobody.
    service()
        .jdbc()
        .update(
            "UPDATE notification SET payload = NULL WHERE event_id = ? AND target_kind = 'WEBHOOK'",
            failed.remove(2).eventId());
    broken.set(false);
    PaymentEvent taken = Events.succeeded("mch_range", null);
    publish(taken);
    awaitStatus(taken, "DELIVERED");
    int before = OUTSIDE.hooksOf("range").size();

    String path = ENDPOINTS + "/" + endpointNo + "/replays";
    Answer ordered = call("POST", path, "mch_range", Map.of("since", since.toString()));
    assertThat(ordered.status()).isEqualTo(202);
    String replay = path + "/" + ordered.json().path("replayNo").asString("");
    await()
        .untilAsserted(
            () -> {
              JsonNode progress = call("GET", replay, "mch_range", null).json();
              assertThat(progress.path("status").asString("")).isEqualTo("DONE");
              assertThat(progress.path("replayed").asInt()).isEqualTo(2);
            });
    await().until(() -> OUTSIDE.hooksOf("range").size() == before + 2);
    assertThat(OUTSIDE.hooksOf("range").subList(before, before + 2))
        .extracting(Hook::id)
        .containsExactlyInAnyOrderElementsOf(failed.stream().map(PaymentEvent::eventId).toList());

    Answer all =
        call("POST", path, "mch_range", Map.of("since", since.toString(), "onlyFailed", false));
    assertThat(all.status()).isEqualTo(202);
    String replayOfAll = path + "/" + all.json().path("replayNo").asString("");
    await()
        .until(
            () ->
                call("GET", replayOfAll, "mch_range", null)
                    .json()
                    .path("status")
                    .asString("")
                    .equals("DONE"));
    assertThat(call("GET", replayOfAll, "mch_range", null).json().path("replayed").asInt())
        .as("the two that were replayed stand for nothing of their own")
        .isEqualTo(3);
    await().until(() -> OUTSIDE.hooksOf("range").size() == before + 2 + 3);
    assertThat(call("POST", path, "mch_other", Map.of("since", since.toString())).status())
        .isEqualTo(404);
    assertThat(
            call(
                    "POST",
                    path,
                    "mch_range",
                    Map.of("since", Instant.now().minus(Duration.ofDays(31)).toString()))
                .status())
        .isEqualTo(400);
    assertThat(call("POST", path, "mch_range", Map.of()).status()).isEqualTo(400);
    for (String until : List.of("+1000000000-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
      Answer refused =
          call("POST", path, "mch_range", Map.of("since", since.toString(), "until", until));
      assertThat(refused.status()).as(until).isEqualTo(400);
      assertThat(refused.json().at("/details/until").asString(""))
          .isEqualTo("must be from 1970 to 9999");
    }
  }

  @Test
  void whatIsOldIsRemovedAndWhatStillWaitsByThenIsGivenUp() {
    String merchantNo = Ids.withPrefix("mch_");
    for (String status : List.of("DELIVERED", "LONG_TAIL", "PENDING", "RETRYING", "DELIVERING")) {
      oldNotification(merchantNo, status);
    }
    String attemptOf = Ids.withPrefix("ntf_");
    service()
        .jdbc()
        .update(
            """
            INSERT INTO delivery_attempt (attempt_no, notification_no, began_at, took_millis, result)
            VALUES (?, ?, UTC_TIMESTAMP(3), 1, 'FAILED')
            """,
            old("dat_"),
            attemptOf);

    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForList(
                                "SELECT status FROM notification WHERE merchant_no = ?",
                                String.class,
                                merchantNo))
                    .as("what somebody works on is theirs")
                    .containsExactly("DELIVERING"));
    assertThat(lettersOf(merchantNo))
        .as("what is in the long tail has one")
        .containsExactlyInAnyOrder("PENDING OPEN", "RETRYING OPEN");
    assertThat(
            operate("GET", "/ops/v1/notifications/dead-letters?merchantNo=" + merchantNo, null)
                .json()
                .at("/items/0/reason")
                .asString(""))
        .contains("longer than the delivery log is kept");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForObject(
                                "SELECT COUNT(*) FROM delivery_attempt WHERE notification_no = ?",
                                Integer.class,
                                attemptOf))
                    .isZero());
  }

  @Test
  void anOpenLetterIsClosedWhenTheLogHasForgottenItsDelivery() {
    String merchantNo = Ids.withPrefix("mch_");
    oldLetter(merchantNo, "forgotten", "WEBHOOK", 31);
    oldLetter(merchantNo, "opened-again", "WEBHOOK", 29);
    oldLetter(merchantNo, "in-wechat", "TEMPLATE_MESSAGE", 31);
    oldLetter(merchantNo, "endpoint", "WEBHOOK", 31);
    oldLetter(merchantNo, "known", "WEBHOOK", 31);
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            SELECT ?, payment_no, event_id, target, delivery_seq, target_kind, merchant_no, 'x',
              'DEAD', 5, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
            FROM dead_letter WHERE merchant_no = ? AND target = 'known'
            """,
            Ids.withPrefix("ntf_"),
            merchantNo);

    await()
        .untilAsserted(
            () ->
                assertThat(lettersOf(merchantNo))
                    .containsExactlyInAnyOrder(
                        "forgotten DISCARDED",
                        "opened-again OPEN",
                        "in-wechat OPEN",
                        "endpoint OPEN",
                        "known OPEN"));
    JsonNode letter =
        operate(
                "GET",
                "/ops/v1/notifications/dead-letters?status=DISCARDED&merchantNo=" + merchantNo,
                null)
            .json()
            .at("/items/0");
    assertThat(letter.path("note").asString("")).startsWith("Closed by the platform");
    assertThat(letter.has("changedBy")).isFalse();
  }

  @Test
  void deadLettersAndReplaysThatAreOverForLongAreRemovedAndOpenOnesStay() {
    Instant now = Instant.now();
    String old = Ids.lowest("dlt_", now.minus(Duration.ofDays(91)));
    String young = Ids.lowest("dlt_", now.minus(Duration.ofDays(89)));
    for (String status : List.of("OPEN", "REPLAYED", "DELIVERED", "DISCARDED")) {
      String end = status.substring(0, 3);
      deadLetter(old + end, status, 91);
      // Long in the list, and decided lately.
      deadLetter(old + end + "_LATE", status, 89);
      deadLetter(young + end, status, 89);
    }
    String replay = Ids.lowest("rpl_", now.minus(Duration.ofDays(91)));
    for (String status : List.of("RUNNING", "DONE", "CANCELLED")) {
      String end = status.substring(0, 3);
      replay(replay + end, status, 91);
      replay(replay + end + "_LATE", status, 89);
    }

    await()
        .untilAsserted(
            () ->
                assertThat(numbers("replay", "replay_no"))
                    .containsExactlyInAnyOrder(
                        replay + "RUN",
                        replay + "RUN_LATE",
                        replay + "DON_LATE",
                        replay + "CAN_LATE"));
    await()
        .untilAsserted(
            () ->
                assertThat(numbers("dead_letter", "dead_letter_no"))
                    .contains(old + "OPE")
                    .doesNotContain(old + "REP", old + "DEL", old + "DIS")
                    .hasSize(9));
  }

  /** A number of 31 days ago. */
  private static String old(String prefix) {
    String time = Ids.lowest(prefix, Instant.now().minus(Duration.ofDays(31)));
    return time.substring(0, 14) + Ids.withPrefix(prefix).substring(14);
  }

  /** Nothing brings it back; what is being delivered has a lease. */
  private static void oldNotification(String merchantNo, String status) {
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, payload, status, attempts, tail, lease_until,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, 'WEBHOOK', ?, 'payment.succeeded', 'x', ?, 1, ?,
              UTC_TIMESTAMP(3) + INTERVAL 1 HOUR, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            old("ntf_"),
            Ids.paymentNo(),
            Ids.eventId(),
            status,
            merchantNo,
            status,
            status.equals("LONG_TAIL") ? 1 : null);
  }

  /** One of 31 days ago, with its last change. */
  private static void oldLetter(String merchantNo, String target, String kind, int days) {
    service()
        .jdbc()
        .update(
            """
            INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
              payment_no, merchant_no, payload, reason, attempts, status, created_at, updated_at)
            VALUES (?, ?, ?, 0, ?, ?, ?, '', 'gave up', 5, 'OPEN',
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL %d DAY)
            """
                .formatted(days),
            old("dlt_"),
            Ids.eventId(),
            target,
            kind,
            Ids.paymentNo(),
            merchantNo);
  }

  private static List<String> lettersOf(String merchantNo) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT CONCAT(target, ' ', status) FROM dead_letter WHERE merchant_no = ?",
            String.class,
            merchantNo);
  }

  private static void deadLetter(String number, String status, int days) {
    service()
        .jdbc()
        .update(
            """
            INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
              merchant_no, payload, reason, attempts, status, created_at, updated_at)
            VALUES (?, ?, 'whe_closed', 0, 'WEBHOOK', 'mch_closed', '', 'gave up', 5, ?,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL %d DAY)
            """
                .formatted(days),
            number,
            number,
            status);
  }

  /** None of them is due: nobody carries it out. */
  private static void replay(String number, String status, int days) {
    service()
        .jdbc()
        .update(
            """
            INSERT INTO replay (replay_no, merchant_no, endpoint_no, since, until, only_failed,
              position_no, status, created_at, updated_at)
            VALUES (?, 'mch_closed', 'whe_closed', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), TRUE, 'ntf_',
              ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL %d DAY)
            """
                .formatted(days),
            number,
            status);
  }

  private static List<String> numbers(String table, String column) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT " + column + " FROM " + table + " WHERE merchant_no = 'mch_closed'",
            String.class);
  }

  @Test
  void aServerThatSaysWhenIsNotCalledBefore() {
    endpoint("mch_later", "later");
    OUTSIDE.shopAnswers(
        "later", n -> n == 1 ? new Reply(503, Duration.ZERO, "", "4") : Reply.of(200));
    PaymentEvent event = Events.succeeded("mch_later", null);
    publish(event);
    awaitStatus(event, "DELIVERED");
    List<Hook> hooks = OUTSIDE.hooksOf("later");
    assertThat(hooks).hasSize(2);
    assertThat(Duration.ofNanos(hooks.get(1).nanos() - hooks.get(0).nanos()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aReplayGoesOnOnlyAsFastAsTheEndpointTakesIt() {
    Instant since = Instant.now();
    JsonNode made = endpoint("mch_slowly", "slowly");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    PaymentEvent[] events = new PaymentEvent[70];
    Arrays.setAll(events, i -> Events.succeeded("mch_slowly", null));
    publish(events);
    await().until(() -> OUTSIDE.hooksOf("slowly").size() == events.length);
    for (PaymentEvent event : events) {
      awaitStatus(event, "DELIVERED");
    }
    assertThat(call("PATCH", path, "mch_slowly", Map.of("maxPerSecond", 1)).status())
        .isEqualTo(200);
    Answer ordered =
        call(
            "POST",
            path + "/replays",
            "mch_slowly",
            Map.of("since", since.toString(), "onlyFailed", false));
    String replay = path + "/replays/" + ordered.json().path("replayNo").asString("");
    await()
        .until(() -> call("GET", replay, "mch_slowly", null).json().path("replayed").asInt() >= 10);
    await()
        .during(Duration.ofSeconds(2))
        .until(() -> call("GET", replay, "mch_slowly", null).json().path("replayed").asInt() <= 40);

    assertThat(call("PATCH", path, "mch_slowly", Map.of("maxPerSecond", 0)).status())
        .isEqualTo(200);
    await().until(() -> OUTSIDE.hooksOf("slowly").size() == 2 * events.length);
    assertThat(call("GET", replay, "mch_slowly", null).json().path("status").asString(""))
        .isEqualTo("DONE");
  }

  @Test
  void aReplayThatNobodyWantsAnyMoreIsEndedAndMakesRoomForAnother() {
    Instant since = Instant.now();
    JsonNode made = endpoint("mch_ended", "ended");
    String path = ENDPOINTS + "/" + made.path("endpointNo").asString("");
    PaymentEvent[] events = new PaymentEvent[30];
    Arrays.setAll(events, i -> Events.succeeded("mch_ended", null));
    publish(events);
    for (PaymentEvent event : events) {
      awaitStatus(event, "DELIVERED");
    }
    assertThat(call("PATCH", path, "mch_ended", Map.of("maxPerSecond", 1)).status()).isEqualTo(200);
    Map<String, Object> all = Map.of("since", since.toString(), "onlyFailed", false);
    List<String> running = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Answer ordered = call("POST", path + "/replays", "mch_ended", all);
      assertThat(ordered.status()).isEqualTo(202);
      running.add(ordered.json().path("replayNo").asString(""));
    }
    Answer sixth = call("POST", path + "/replays", "mch_ended", all);
    assertThat(sixth.status()).isEqualTo(409);
    assertThat(sixth.json().path("code").asString("")).isEqualTo("REPLAY_LIMIT_REACHED");
    assertThat(sixth.json().at("/details/limit").asString("")).isEqualTo("5");

    String last = path + "/replays/" + running.get(4);
    assertThat(call("DELETE", last, "mch_other", null).status()).isEqualTo(404);
    String ofAnother =
        ENDPOINTS
            + "/"
            + endpoint("mch_ended", "ended-too").path("endpointNo").asString("")
            + "/replays/"
            + running.get(4);
    for (String method : List.of("GET", "DELETE")) {
      Answer refused = call(method, ofAnother, "mch_ended", null);
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.json().path("code").asString("")).isEqualTo("REPLAY_NOT_FOUND");
    }
    assertThat(call("GET", last, "mch_ended", null).json().path("status").asString(""))
        .isEqualTo("RUNNING");
    Answer ended = call("DELETE", last, "mch_ended", null);

    assertThat(ended.json().path("status").asString("")).isEqualTo("CANCELLED");
    int replayed = ended.json().path("replayed").asInt();
    assertThat(replayed).isLessThan(events.length);
    assertThat(call("DELETE", last, "mch_ended", null).json()).isEqualTo(ended.json());
    assertThat(call("POST", path + "/replays", "mch_ended", all).status()).isEqualTo(202);
    JsonNode listed = call("GET", path + "/replays", "mch_ended", null).json().path("items");
    assertThat(listed).hasSize(6);
    assertThat(call("GET", path + "/replays", "mch_other", null).status()).isEqualTo(404);
    String ops = "/ops/v1/notifications/replays";
    Answer byOperator =
        operate("POST", ops + "/" + running.get(3) + "/cancel?merchantNo=mch_ended", null);
    assertThat(byOperator.json().path("status").asString("")).isEqualTo("CANCELLED");
    assertThat(
            operate(
                    "GET",
                    ops
                        + "?merchantNo=mch_ended&endpointNo="
                        + made.path("endpointNo").asString(""),
                    null)
                .json()
                .path("items"))
        .filteredOn(one -> one.path("status").asString("").equals("CANCELLED"))
        .extracting(one -> one.path("replayNo").asString(""))
        .containsExactlyInAnyOrder(running.get(3), running.get(4));
    assertThat(call("PATCH", path, "mch_ended", Map.of("maxPerSecond", 0)).status()).isEqualTo(200);
    await()
        .until(
            () ->
                call("GET", path + "/replays/" + running.get(0), "mch_ended", null)
                    .json()
                    .path("status")
                    .asString("")
                    .equals("DONE"));
    assertThat(call("GET", last, "mch_ended", null).json())
        .as("what ended stays ended")
        .isEqualTo(ended.json());
  }

  /** A bucket of one second: as much again may have been waiting in it. */
  @Test
  void anEndpointGetsNoMoreCallsASecondThanItWants() {
    Answer made =
        call("POST", ENDPOINTS, "mch_pace", Map.of("url", OUTSIDE.shop("pace"), "maxPerSecond", 5));
    assertThat(made.json().path("maxPerSecond").asInt(0)).isEqualTo(5);
    String path = ENDPOINTS + "/" + made.json().path("endpointNo").asString("");
    endpoint("mch_unpaced", "unpaced");
    PaymentEvent[] paced = new PaymentEvent[20];
    Arrays.setAll(paced, i -> Events.succeeded("mch_pace", null));
    PaymentEvent other = Events.succeeded("mch_unpaced", null);
    publish(paced);
    publish(other);
    await().until(() -> OUTSIDE.hooksOf("pace").size() >= 8);
    // Those that came later wait behind those that wait.
    PaymentEvent[] late = new PaymentEvent[10];
    Arrays.setAll(late, i -> Events.succeeded("mch_pace", null));
    publish(late);
    await().until(() -> OUTSIDE.hooksOf("pace").size() == 30);

    List<Hook> hooks = OUTSIDE.hooksOf("pace");
    assertThat(hooks).extracting(Hook::id).doesNotHaveDuplicates();
    for (int i = 10; i < hooks.size(); i++) {
      assertThat(Duration.ofNanos(hooks.get(i).nanos() - hooks.get(i - 10).nanos()))
          .as("from call %d to call %d", i - 10, i)
          .isGreaterThan(Duration.ofMillis(900));
    }
    List<String> first = Arrays.stream(paced).map(PaymentEvent::eventId).toList();
    assertThat(hooks.subList(0, 20))
        .extracting(Hook::id)
        .filteredOn(id -> !first.contains(id))
        .as("of those that came later: what a full bucket has beyond its half")
        .hasSizeLessThanOrEqualTo(2);
    assertThat(Duration.ofNanos(hooks.get(29).nanos() - hooks.get(0).nanos()))
        .as("and it gets as many as it wants: five at once, then five a second")
        .isLessThan(Duration.ofSeconds(20));
    assertThat(OUTSIDE.hooksOf("unpaced").get(0).nanos())
        .as("nobody else waits")
        .isLessThan(hooks.get(19).nanos());
    for (PaymentEvent event : paced) {
      awaitStatus(event, "DELIVERED");
    }
    for (PaymentEvent event : late) {
      awaitStatus(event, "DELIVERED");
    }
    assertThat(
            service()
                .jdbc()
                .queryForList(
                    "SELECT DISTINCT attempts FROM notification WHERE merchant_no = 'mch_pace'"
                        + " AND target_kind = 'WEBHOOK'",
                    Integer.class))
        .as("waiting for its turn is no attempt")
        .containsExactly(1);

    assertThat(call("PATCH", path, "mch_pace", Map.of("maxPerSecond", 1_001)).status())
        .isEqualTo(400);
    assertThat(
            call("PATCH", path, "mch_pace", Map.of("maxPerSecond", 0)).json().has("maxPerSecond"))
        .isFalse();
  }

  private static Reply after(CountDownLatch latch, int status) {
    try {
      var unused = latch.await(8, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.of(status);
  }

  private static WebhookSignature.Outcome verified(Hook hook, WebhookSecret secret) {
    return WebhookSignature.verify(
        List.of(secret), hook.id(), hook.timestamp(), hook.signature(), hook.body(), Instant.now());
  }

  private static JsonNode endpoint(String merchantNo, String shop) {
    Answer made = call("POST", ENDPOINTS, merchantNo, Map.of("url", OUTSIDE.shop(shop)));
    assertThat(made.status()).isEqualTo(201);
    return made.json();
  }

  private static JsonNode compensation(String call, Map<String, Object> body) {
    return call("POST", "/internal/v1/work/webhook-compensation/" + call, null, body).json();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static JsonNode onlyDeadLetterOf(String merchantNo) {
    JsonNode items =
        operate("GET", "/ops/v1/notifications/dead-letters?merchantNo=" + merchantNo, null)
            .json()
            .path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static void publish(PaymentEvent... events) {
    service()
        .bean(RabbitTemplate.class)
        .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, Events.frame(events));
  }

  /** Where the event's webhooks stand, by endpoint. */
  private static Map<String, String> states(PaymentEvent event) {
    Map<String, String> states = new HashMap<>();
    service()
        .jdbc()
        .query(
            "SELECT target, status FROM notification WHERE event_id = ?"
                + " AND target_kind = 'WEBHOOK'",
            row -> {
              states.put(row.getString("target"), row.getString("status"));
            },
            event.eventId());
    return states;
  }

  private static void awaitStatus(PaymentEvent event, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForList(
                                "SELECT status FROM notification WHERE event_id = ?"
                                    + " AND target_kind = 'WEBHOOK'",
                                String.class,
                                event.eventId()))
                    .containsExactly(status));
  }

  private static Answer call(
      String method, String path, @Nullable String merchantNo, @Nullable Object body) {
    return service().call(method, path, merchantNo, body);
  }

  private static Answer operate(String method, String path, @Nullable Object body) {
    return service().operate(method, path, "ada", body);
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
