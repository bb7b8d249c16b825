package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.log.BrokerLeftovers;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import com.zhaoli.pay.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JsonNode;

/** Dispatch mode rabbit, from the exchange to shops and people. */
class QueueDeliveryIT {
  private static final String SCHEMA = "zhaoli_notify_queue";
  private static final Outside OUTSIDE = new Outside();
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running = NotifyService.start(OUTSIDE, SCHEMA, NotifyService.rabbit());
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void anEventReachesTheShopSignedAndThePersonInWechat() {
    WebhookSecret secret = merchantWithEndpoint("mch_first");
    OUTSIDE.receivers.put(
        "mch_first", List.of(new MessageReceiver("rcv_1", "o-openid-1", ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded("mch_first", OUTSIDE.shop("first"));

    publish(Events.frame(event));

    await().until(() -> OUTSIDE.hooksOf("first").size() == 1);
    Hook hook = OUTSIDE.hooksOf("first").get(0);
    assertThat(hook.id()).isEqualTo(event.eventId());
    assertThat(new String(hook.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"id":"%s","type":"payment.succeeded","createdAt":"2026-11-23T04:05:07.001Z",\
            "version":1,"data":{"paymentNo":"%s","outTradeNo":"order-4711","status":"SUCCEEDED",\
            "amount":1250,"channel":"ALIPAY","method":"NATIVE","channelTradeNo":"2026112322001",\
            "paidAt":"2026-11-23T04:05:06.789Z","attach":"shelf 7"}}"""
                .formatted(event.eventId(), event.paymentNo()));
    assertThat(
            WebhookSignature.verify(
                List.of(secret),
                hook.id(),
                hook.timestamp(),
                hook.signature(),
                hook.body(),
                Instant.now()))
        .isEqualTo(WebhookSignature.Outcome.VALID);
    await().until(() -> messagesOf(event).size() == 1);
    TemplateMessageRequest message = messagesOf(event).get(0);
    assertThat(message.scene()).isEqualTo(MessageScene.PAYMENT_RESULT);
    assertThat(message.openid()).isEqualTo("o-openid-1");
    assertThat(message.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "amount", "¥12.50",
                "outTradeNo", "order-4711",
                "channel", "支付宝",
                "paidAt", "2026-11-23 12:05:06",
                "status", "支付成功"));
    awaitStatuses(event, "DELIVERED", "DELIVERED");
  }

  @Test
  void aDuplicateEventIsDeliveredOnce() {
    merchantWithEndpoint("mch_twice");
    OUTSIDE.receivers.put(
        "mch_twice", List.of(new MessageReceiver("rcv_2", "o-openid-2", ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded("mch_twice", OUTSIDE.shop("twice"));
    double before = meter("zhaoli.notify.duplicates");

    publish(Events.frame(event, event));
    publish(Events.frame(event));
    awaitStatuses(event, "DELIVERED", "DELIVERED");
    publish(Events.frame(event));

    await().until(() -> meter("zhaoli.notify.duplicates") >= before + 6);
    awaitDrained();
    assertThat(OUTSIDE.hooksOf("twice")).hasSize(1);
    assertThat(messagesOf(event)).hasSize(1);
  }

  @Test
  void aFailingShopIsTriedEveryThreeSecondsAndThenIsOneDeadLetter() {
    merchantWithEndpoint("mch_failing");
    OUTSIDE.shopAnswers("failing", n -> new Reply(500, Duration.ZERO, "out of\norder"));
    PaymentEvent event = Events.succeeded("mch_failing", OUTSIDE.shop("failing"));

    publish(Events.frame(event));

    await().until(() -> deadLetters(event) == 1);
    List<Hook> hooks = OUTSIDE.hooksOf("failing");
    assertThat(hooks).hasSize(5);
    assertThat(Hook.gaps(hooks))
        .allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofMillis(2_500), Hook.BUSY))
        .anySatisfy(gap -> assertThat(gap).isLessThan(Duration.ofSeconds(4)));
    for (int i = 1; i < hooks.size(); i++) {
      assertThat(hooks.get(i).id()).isEqualTo(event.eventId());
      assertThat(hooks.get(i).body()).isEqualTo(hooks.get(0).body());
    }
    assertThat(row("SELECT * FROM dead_letter WHERE event_id = ?", event.eventId()))
        .containsEntry("attempts", 5)
        .containsEntry("reason", "The server answered 500: out of order");
    assertThat(
            row(
                "SELECT * FROM notification WHERE status = 'LONG_TAIL' AND event_id = ?",
                event.eventId()))
        .containsEntry("attempts", 5)
        .containsEntry("last_http_status", 500);

    // The relay sends it again much later: it stays the one row.
    publish(Events.frame(event));
    awaitDrained();
    assertThat(deadLetters(event)).isEqualTo(1);
    assertThat(hooks).hasSize(5);
  }

  @Test
  void whereRedisForgotTheDatabaseDecides() {
    merchantWithEndpoint("mch_flush");
    PaymentEvent event = Events.succeeded("mch_flush", OUTSIDE.shop("flush"));
    publish(Events.frame(event));
    awaitStatuses(event, "SKIPPED", "DELIVERED");
    try (RedisConnection redis = service().bean(RedisConnectionFactory.class).getConnection()) {
      redis.serverCommands().flushAll();
    }
    double before = meter("zhaoli.notify.duplicates");

    publish(Events.frame(event));

    await().until(() -> meter("zhaoli.notify.duplicates") >= before + 2);
    awaitDrained();
    assertThat(OUTSIDE.hooksOf("flush")).hasSize(1);
  }

  @Test
  void withoutRedisEventsAreStillDeliveredOnce() {
    merchantWithEndpoint("mch_noredis");
    PaymentEvent event = Events.succeeded("mch_noredis", OUTSIDE.shop("noredis"));
    TestServers.redis().stop();
    try {
      publish(Events.frame(event));
      publish(Events.frame(event));
      awaitStatuses(event, "SKIPPED", "DELIVERED");
      awaitDrained();
      assertThat(OUTSIDE.hooksOf("noredis")).hasSize(1);
    } finally {
      TestServers.redis().start();
    }
    // Redis is back and empty of this event: still once.
    publish(Events.frame(event));
    awaitDrained();
    assertThat(OUTSIDE.hooksOf("noredis")).hasSize(1);
  }

  @Test
  void aCorruptMemberIsParkedAndHarmsNothingElse() {
    merchantWithEndpoint("mch_corrupt");
    PaymentEvent first = Events.succeeded("mch_corrupt", OUTSIDE.shop("corrupt"));
    PaymentEvent damaged = Events.succeeded("mch_corrupt", OUTSIDE.shop("corrupt"));
    PaymentEvent future = Events.succeeded("mch_corrupt", OUTSIDE.shop("corrupt"));
    PaymentEvent last = Events.succeeded("mch_corrupt", OUTSIDE.shop("corrupt"));
    byte[] frame = Events.frame(first, damaged, future, last);
    int member =
        new EventBatchCodec().encodeMember(first).length + EventBatchCodec.MEMBER_HEADER_BYTES;
    int second = EventBatchCodec.FRAME_HEADER_BYTES + member;
    frame[second + EventBatchCodec.MEMBER_HEADER_BYTES + 20] ^= 0x55;
    frame[second + member] = 9;
    int before = count("SELECT COUNT(*) FROM dead_letter WHERE event_id LIKE 'sha256:%'");

    publish(frame);

    awaitStatuses(first, "SKIPPED", "DELIVERED");
    awaitStatuses(last, "SKIPPED", "DELIVERED");
    // Each in both queues.
    await()
        .until(
            () ->
                count("SELECT COUNT(*) FROM dead_letter WHERE event_id LIKE 'sha256:%'")
                    == before + 4);
    assertThat(count("SELECT COUNT(*) FROM dead_letter WHERE reason LIKE '%check sum%'"))
        .isEqualTo(2);
    assertThat(count("SELECT COUNT(*) FROM dead_letter WHERE reason LIKE '%version 9%'"))
        .isEqualTo(2);
    assertThat(OUTSIDE.hooksOf("corrupt")).hasSize(2);
  }

  @Test
  void whatIsNoBatchOrOneOfANewerFrameIsParkedWhole() {
    byte[] newer = Events.frame(Events.succeeded("mch_newer", null));
    newer[4] = 77;
    byte[] garbage = "no batch at all".getBytes(StandardCharsets.UTF_8);

    publish(newer);
    publish(garbage);

    await()
        .until(
            () -> count("SELECT COUNT(*) FROM dead_letter WHERE reason LIKE '%version 77%'") == 2);
    await()
        .until(
            () ->
                count("SELECT COUNT(*) FROM dead_letter WHERE reason LIKE '%no event batch%'")
                    == 2);
    assertThat(
            service()
                .jdbc()
                .queryForObject(
                    "SELECT payload FROM dead_letter WHERE reason LIKE '%version 77%' LIMIT 1",
                    byte[].class))
        .isEqualTo(newer);
  }

  @Test
  void aFailedLookUpCountsAsAnAttemptAndTheNextFindsTheReceivers() {
    merchantWithEndpoint("mch_lookup");
    OUTSIDE.failNextLookups.put("mch_lookup", new AtomicInteger(1));
    OUTSIDE.receivers.put(
        "mch_lookup",
        List.of(
            new MessageReceiver("rcv_3", "o-openid-3", ReceiverRole.OWNER),
            new MessageReceiver("rcv_4", "o-openid-4", ReceiverRole.STAFF)));
    PaymentEvent event = Events.succeeded("mch_lookup", null);

    publish(Events.frame(event));

    await().until(() -> messagesOf(event).size() == 2);
    awaitStatuses(event, "SKIPPED", "DELIVERED", "DELIVERED");
    assertThat(
            service()
                .jdbc()
                .queryForList(
                    "SELECT target, attempts FROM notification WHERE event_id = ?"
                        + " AND target_kind = 'TEMPLATE_MESSAGE' ORDER BY target",
                    event.eventId()))
        .containsExactly(
            Map.of("target", "rcv_3", "attempts", 2), Map.of("target", "rcv_4", "attempts", 2));
  }

  @Test
  void eachRoleGetsTheMessagesThatAreForIt() {
    merchantWithEndpoint("mch_roles");
    OUTSIDE.receivers.put(
        "mch_roles",
        List.of(
            new MessageReceiver("rcv_r1", "o-owner", ReceiverRole.OWNER),
            new MessageReceiver("rcv_r2", "o-finance", ReceiverRole.FINANCE),
            new MessageReceiver("rcv_r3", "o-staff", ReceiverRole.STAFF)));
    PaymentEvent payment = Events.succeeded("mch_roles", null);
    PaymentEvent refund = Events.refunded("mch_roles");

    publish(Events.frame(payment, refund));

    awaitStatuses(payment, "SKIPPED", "DELIVERED", "DELIVERED", "DELIVERED");
    awaitStatuses(refund, "SKIPPED", "DELIVERED", "DELIVERED");
    assertThat(messagesOf(payment))
        .extracting(TemplateMessageRequest::openid)
        .containsExactlyInAnyOrder("o-owner", "o-finance", "o-staff");
    assertThat(messagesOf(refund))
        .extracting(TemplateMessageRequest::openid)
        .containsExactlyInAnyOrder("o-owner", "o-finance");
    assertThat(messagesOf(refund).get(0).scene()).isEqualTo(MessageScene.REFUND_RESULT);
    assertThat(messagesOf(refund).get(0).fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "amount", "¥2.50",
                "outTradeNo", "order-4711",
                "refundNo", "refund-12",
                "at", "2026-11-23 13:06:07",
                "status", "退款成功"));
  }

  @Test
  void oneReceiverWhoLeftAndOneWhoMustWaitNeitherStopNorDoubleTheOthers() {
    merchantWithEndpoint("mch_several");
    OUTSIDE.receivers.put(
        "mch_several",
        List.of(
            new MessageReceiver("rcv_s1", "o-left", ReceiverRole.OWNER),
            new MessageReceiver("rcv_s2", "o-waits", ReceiverRole.STAFF),
            new MessageReceiver("rcv_s3", "o-first", ReceiverRole.STAFF),
            new MessageReceiver("rcv_s4", "o-second", ReceiverRole.FINANCE)));
    OUTSIDE.refusedOpenids.put("o-left", 43004);
    OUTSIDE.failNextMessages.put("o-waits", new AtomicInteger(1));
    PaymentEvent event = Events.succeeded("mch_several", null);

    publish(Events.frame(event));

    awaitStatuses(event, "SKIPPED", "DEAD", "DELIVERED", "DELIVERED", "DELIVERED");
    awaitDrained();
    assertThat(messagesOf(event))
        .extracting(TemplateMessageRequest::openid)
        .containsExactlyInAnyOrder("o-left", "o-waits", "o-first", "o-second");
  }

  @Test
  void goneFromANotifyUrlEndsThatEvent() {
    merchantWithEndpoint("mch_gone");
    OUTSIDE.shopAnswers("gone", n -> Reply.of(410));
    PaymentEvent event = Events.of(EventType.PAYMENT_CLOSED, "mch_gone", OUTSIDE.shop("gone"));

    publish(Events.frame(event));

    awaitStatuses(event, "GONE", "SKIPPED");
    awaitDrained();
    assertThat(OUTSIDE.hooksOf("gone")).hasSize(1);
    assertThat(deadLetters(event)).isZero();
  }

  @Test
  void ofABatchThatTheBrokerParkedOnlyWhatIsNotSettledIsADeadLetter() {
    merchantWithEndpoint("mch_parked");
    PaymentEvent delivered = Events.succeeded("mch_parked", OUTSIDE.shop("parked"));
    PaymentEvent lost = Events.succeeded("mch_parked", OUTSIDE.shop("parked"));
    publish(Events.frame(delivered));
    awaitStatuses(delivered, "SKIPPED", "DELIVERED");

    String dead = Routing.deadQueue(Routing.MERCHANT_WEBHOOK_QUEUE);
    RabbitTemplate broker = service().bean(RabbitTemplate.class);
    broker.convertAndSend("", dead, Events.frame(delivered, lost));
    broker.convertAndSend("", dead, Events.frame(delivered, lost));

    await().until(() -> deadLetters(lost) == 1);
    awaitDrained();
    assertThat(deadLetters(lost)).isEqualTo(1);
    assertThat(deadLetters(delivered)).isZero();
    assertThat(row("SELECT * FROM dead_letter WHERE event_id = ?", lost.eventId()))
        .containsEntry("target", "endpoint")
        .hasEntrySatisfying("reason", reason -> assertThat(reason).asString().contains("broker"));
  }

  @Test
  void whatWasDeliveredAllTheSameIsNoDeadLetterAndInDoubtItIsOne() {
    String endpointNo = endpointOf("mch_stalled");
    PaymentEvent delivered = Events.succeeded("mch_stalled", OUTSIDE.shop("stalled"));
    PaymentEvent notInTheLog = Events.succeeded("mch_stalled", OUTSIDE.shop("stalled"));
    publish(Events.frame(delivered));
    awaitStatuses(delivered, "SKIPPED", "DELIVERED");
    double before = meter("zhaoli.notify.dead.letters.late");

    giveUp(delivered, endpointNo);
    giveUp(notInTheLog, endpointNo);

    await().until(() -> deadLetters(notInTheLog) == 1);
    awaitDrained();
    assertThat(deadLetters(delivered)).isZero();
    assertThat(meter("zhaoli.notify.dead.letters.late")).isEqualTo(before + 1);
  }

  @Test
  void whatWasDeliveredOnceMoreBeforeItsDeadMessageCameIsNotBegunAnew() {
    String endpointNo = endpointOf("mch_overtaken");
    PaymentEvent event = Events.succeeded("mch_overtaken", OUTSIDE.shop("overtaken"));
    publish(Events.frame(event));
    awaitStatuses(event, "SKIPPED", "DELIVERED");
    service()
        .jdbc()
        .update(
            "UPDATE notification SET status = 'DEAD' WHERE event_id = ? AND target = ?",
            event.eventId(),
            endpointNo);
    Object number =
        row(
                "SELECT * FROM notification WHERE event_id = ? AND target = ?",
                event.eventId(),
                endpointNo)
            .get("notification_no");
    String redeliver = "/openapi/v1/notifications/" + number + "/redeliver";
    assertThat(service().call("POST", redeliver, "mch_overtaken", null).status()).isEqualTo(202);
    awaitStatuses(event, "SKIPPED", "DEAD", "DELIVERED");

    giveUp(event, endpointNo);

    awaitDrained();
    assertThat(deadLetters(event)).isZero();
    awaitStatuses(event, "SKIPPED", "DEAD", "DELIVERED");
  }

  @Test
  void whatWasRefusedHasItsTryLikeTheOthersWhereItsDeadLetterIsGoneWithTheBroker() {
    PaymentEvent refused = Events.succeeded(Ids.merchantNo(), null);
    Instant numbered = Instant.now();
    deadRow(numbered, refused, "TEMPLATE_MESSAGE", "rcv_gone");
    hasNoTail(refused);

    service()
        .bean(BrokerLeftovers.class)
        .takeOver(
            Ids.lowest("ntf_", numbered),
            Ids.lowest("ntf_", numbered.plusMillis(1)),
            10,
            Duration.ofHours(1));

    assertThat(
            row(
                "SELECT tail IS NULL AS may_follow, due_at > UTC_TIMESTAMP(3) AS is_due"
                    + " FROM notification WHERE event_id = ?",
                refused.eventId()))
        .as("a tail may follow that try")
        .containsEntry("may_follow", 1)
        .containsEntry("is_due", 1);
  }

  @Test
  void aDeadLetterThatTheBrokerLostIsStoredFromTheLog() {
    String merchantNo = Ids.merchantNo();
    String endpointNo = endpointOf(merchantNo);
    PaymentEvent webhook = Events.succeeded(merchantNo, OUTSIDE.shop("lost"));
    PaymentEvent message = Events.succeeded(merchantNo, null);
    PaymentEvent refused = Events.succeeded(merchantNo, null);
    PaymentEvent decided = Events.succeeded(merchantNo, OUTSIDE.shop("lost"));
    PaymentEvent replayed = Events.succeeded(merchantNo, OUTSIDE.shop("lost"));
    giveUp(decided, endpointNo);
    await().until(() -> deadLetters(decided) == 1);
    String number = lettersAbout(decided).get(0);
    assertThat(
            service()
                .operate(
                    "POST",
                    "/ops/v1/notifications/dead-letters/" + number + "/discard",
                    "ada",
                    Map.of("note", "not wanted"))
                .status())
        .isEqualTo(200);

    // Behind where the search is: it looks at what is ten minutes old.
    Instant soon = Instant.now().minus(Duration.ofMinutes(10)).plusSeconds(20);
    deadRow(soon, decided, "WEBHOOK", endpointNo);
    deadRow(soon.plusMillis(1), webhook, "WEBHOOK", endpointNo);
    deadRow(soon.plusMillis(2), replayed, "WEBHOOK", endpointNo);
    deadRow(soon.plusMillis(3), message, "TEMPLATE_MESSAGE", "rcv_lost");
    deadRow(soon.plusMillis(4), refused, "TEMPLATE_MESSAGE", "rcv_gone");
    hasNoTail(refused);
    await().until(() -> deadLetters(refused) == 1);

    awaitStatuses(webhook, "LONG_TAIL");
    awaitStatuses(message, "LONG_TAIL");
    awaitStatuses(refused, "DEAD");
    awaitStatuses(decided, "DEAD");
    assertThat(row("SELECT * FROM dead_letter WHERE event_id = ?", webhook.eventId()))
        .containsEntry("status", "OPEN")
        .containsEntry("target", endpointNo)
        .containsEntry("attempts", 5)
        .containsEntry("reason", "The log's reason.");
    assertThat(row("SELECT * FROM dead_letter WHERE event_id = ?", decided.eventId()))
        .containsEntry("status", "DISCARDED");

    // One that was only late: what is stored stands, whatever became of it.
    String other = lettersAbout(replayed).get(0);
    assertThat(replay(other).status()).isEqualTo(200);
    giveUp(webhook, endpointNo);
    giveUp(replayed, endpointNo);
    awaitDrained();
    awaitStatuses(webhook, "LONG_TAIL");
    assertThat(row("SELECT * FROM dead_letter WHERE event_id = ?", webhook.eventId()))
        .containsEntry("status", "OPEN")
        .containsEntry("reason", "The log's reason.");
    await()
        .untilAsserted(
            () ->
                assertThat(row("SELECT * FROM dead_letter WHERE dead_letter_no = ?", other))
                    .containsEntry("status", "DELIVERED"));
  }

  /** The reader of the future is today's, told in the row that it knows the version. */
  @Test
  void aMemberOfANewerVersionIsReplayedByTheReaderThatKnowsIt() {
    merchantWithEndpoint("mch_version");
    OUTSIDE.receivers.put(
        "mch_version", List.of(new MessageReceiver("rcv_v", "o-version", ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded("mch_version", OUTSIDE.shop("version"));
    byte[] frame = Events.frame(event);
    frame[EventBatchCodec.FRAME_HEADER_BYTES] = 8;
    publish(frame);
    await().until(() -> lettersAbout(event).size() == 2);

    for (String number : lettersAbout(event)) {
      JsonNode refused = replay(number).json();
      assertThat(refused.path("code").asString("")).isEqualTo("DEAD_LETTER_UNREADABLE");
      assertThat(refused.path("message").asString("")).contains("after the upgrade");
      setByte(number, EventBatchCodec.FRAME_HEADER_BYTES);
      assertThat(replay(number).json().path("status").asString("")).isEqualTo("REPLAYED");
      assertThat(replay(number).json().path("code").asString("")).isEqualTo("DEAD_LETTER_CLOSED");
    }

    awaitStatuses(event, "DELIVERED", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("version")).extracting(Hook::id).containsExactly(event.eventId());
    assertThat(OUTSIDE.messages).filteredOn(m -> m.openid().equals("o-version")).hasSize(1);
  }

  @Test
  void ofAFrameOfANewerVersionThatIsReplayedOnlyWhatCannotBeReadStaysADeadLetter() {
    merchantWithEndpoint("mch_frame");
    PaymentEvent readable = Events.succeeded("mch_frame", OUTSIDE.shop("frame"));
    PaymentEvent unreadable = Events.succeeded("mch_frame", OUTSIDE.shop("frame"));
    byte[] frame = Events.frame(readable, unreadable);
    frame[4] = 78;
    frame[
            EventBatchCodec.FRAME_HEADER_BYTES
                + EventBatchCodec.MEMBER_HEADER_BYTES
                + new EventBatchCodec().encodeMember(readable).length] =
        8;
    publish(frame);
    await().until(() -> lettersAbout(readable).size() == 2);
    List<String> numbers = lettersAbout(readable);

    for (String number : numbers) {
      assertThat(replay(number).json().path("code").asString(""))
          .isEqualTo("DEAD_LETTER_UNREADABLE");
      setByte(number, 4);
      assertThat(replay(number).json().path("status").asString("")).isEqualTo("REPLAYED");
    }

    awaitStatuses(readable, "SKIPPED", "DELIVERED");
    assertThat(OUTSIDE.hooksOf("frame")).extracting(Hook::id).containsExactly(readable.eventId());
    assertThat(lettersAbout(unreadable))
        .filteredOn(number -> !numbers.contains(number))
        .hasSize(2)
        .allSatisfy(
            number ->
                assertThat(row("SELECT * FROM dead_letter WHERE dead_letter_no = ?", number))
                    .containsEntry("status", "OPEN"));
  }

  @Test
  void theRetryIntervalChangesWhileTheServiceRuns() {
    merchantWithEndpoint("mch_live");
    OUTSIDE.shopAnswers("live-short", n -> Reply.of(n < 7 ? 503 : 200));
    OUTSIDE.shopAnswers("live-long", n -> Reply.of(n < 2 ? 503 : 200));
    try {
      configure(Map.of("zhaoli.notify.retry-interval", "500ms", "zhaoli.notify.retry-limit", "8"));
      PaymentEvent soon = Events.succeeded("mch_live", OUTSIDE.shop("live-short"));
      publish(Events.frame(soon));
      awaitStatuses(soon, "SKIPPED", "DELIVERED");
      // The interval before was three seconds.
      List<Duration> gaps = Hook.gaps(OUTSIDE.hooksOf("live-short"));
      assertThat(gaps.stream().reduce(Duration.ZERO, Duration::plus))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
      assertThat(gaps)
          .hasSize(6)
          .anySatisfy(gap -> assertThat(gap).isLessThan(Duration.ofMillis(1_500)));

      configure(Map.of("zhaoli.notify.retry-interval", "4s"));
      PaymentEvent later = Events.succeeded("mch_live", OUTSIDE.shop("live-long"));
      publish(Events.frame(later));
      awaitStatuses(later, "SKIPPED", "DELIVERED");
      List<Hook> slow = OUTSIDE.hooksOf("live-long");
      assertThat(slow).hasSize(2);
      assertThat(Duration.ofNanos(slow.get(1).nanos() - slow.get(0).nanos()))
          .isBetween(Duration.ofMillis(3_900), Hook.BUSY);

      // A wrong value changes nothing.
      configure(Map.of("zhaoli.notify.retry-interval", "0s", "zhaoli.notify.retry-limit", "1"));
      assertThat(
              service()
                  .bean(com.zhaoli.pay.notify.settings.RetrySettings.class)
                  .current()
                  .interval())
          .isEqualTo(Duration.ofSeconds(4));
    } finally {
      configure(Map.of());
    }
  }

  private static void configure(Map<String, Object> live) {
    var sources = service().context.getEnvironment().getPropertySources();
    sources.remove("live");
    sources.addFirst(new MapPropertySource("live", live));
    service()
        .context
        .publishEvent(
            new EnvironmentChangeEvent(
                service().context,
                java.util.Set.of("zhaoli.notify.retry-interval", "zhaoli.notify.retry-limit")));
  }

  static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  private static WebhookSecret merchantWithEndpoint(String merchantNo) {
    return service().bean(WebhookEndpoints.class).ensureDefault(merchantNo).secret();
  }

  private static String endpointOf(String merchantNo) {
    return service().bean(WebhookEndpoints.class).ensureDefault(merchantNo).endpointNo();
  }

  /** As a consumer does that tried it for the last time, and failed. */
  private static void giveUp(PaymentEvent event, String target) {
    service()
        .bean(RabbitTemplate.class)
        .convertAndSend(
            "",
            Routing.deadQueue(Routing.MERCHANT_WEBHOOK_QUEUE),
            Events.frame(event),
            message -> {
              message.getMessageProperties().setHeader(Routing.TARGET_HEADER, target);
              message.getMessageProperties().setHeader(Routing.ATTEMPTS_HEADER, 5);
              message
                  .getMessageProperties()
                  .setHeader(Routing.REASON_HEADER, "The server answered 500.");
              return message;
            });
  }

  /** As the last try leaves it in the log. */
  private static void deadRow(Instant numbered, PaymentEvent event, String kind, String target) {
    service()
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, payload, status, attempts, last_error,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, ?, ?, 'payment.succeeded', ?, 'DEAD', 5, 'The log''s reason.',
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            Ids.lowest("ntf_", numbered),
            event.paymentNo(),
            event.eventId(),
            target,
            kind,
            event.merchantNo(),
            new EventBatchCodec().encodeMember(event));
  }

  /** As what WeChat refused for good. */
  private static void hasNoTail(PaymentEvent event) {
    service()
        .jdbc()
        .update("UPDATE notification SET tail = 1000 WHERE event_id = ?", event.eventId());
  }

  private static List<String> lettersAbout(PaymentEvent event) {
    return service()
        .jdbc()
        .queryForList(
            "SELECT dead_letter_no FROM dead_letter WHERE LOCATE(?, payload) > 0",
            String.class,
            event.eventId());
  }

  private static NotifyService.Answer replay(String deadLetterNo) {
    return service()
        .operate(
            "POST", "/ops/v1/notifications/dead-letters/" + deadLetterNo + "/replay", "ada", null);
  }

  private static void setByte(String deadLetterNo, int at) {
    service()
        .jdbc()
        .update(
            "UPDATE dead_letter SET payload = INSERT(payload, ?, 1, x'01')"
                + " WHERE dead_letter_no = ?",
            at + 1,
            deadLetterNo);
  }

  private static void publish(byte[] frame) {
    service()
        .bean(RabbitTemplate.class)
        .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, frame);
  }

  private static List<TemplateMessageRequest> messagesOf(PaymentEvent event) {
    return OUTSIDE.messages.stream()
        .filter(message -> message.businessId().equals(event.eventId()))
        .toList();
  }

  /** In the order of the statuses' names. */
  private static void awaitStatuses(PaymentEvent event, String... statuses) {
    List<String> expected = java.util.Arrays.stream(statuses).sorted().toList();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service()
                            .jdbc()
                            .queryForList(
                                "SELECT status FROM notification WHERE event_id = ? ORDER BY status",
                                String.class,
                                event.eventId()))
                    .isEqualTo(expected));
  }

  /** Nothing waits in a work or retry queue, and nobody works on anything. */
  private static void awaitDrained() {
    RabbitAdmin admin = new RabbitAdmin(service().bean(RabbitTemplate.class));
    await()
        .until(
            () ->
                Routing.WORK_QUEUES.stream()
                    .flatMap(
                        queue ->
                            List.of(queue, Routing.retryQueue(queue), Routing.deadQueue(queue))
                                .stream())
                    .allMatch(queue -> messagesIn(admin, queue) == 0));
    await().until(() -> count("SELECT COUNT(*) FROM notification WHERE owner IS NOT NULL") == 0);
  }

  private static long messagesIn(RabbitAdmin admin, String queue) {
    var info = admin.getQueueInfo(queue);
    return info == null ? -1 : info.getMessageCount();
  }

  private static int deadLetters(PaymentEvent event) {
    return count("SELECT COUNT(*) FROM dead_letter WHERE event_id = '" + event.eventId() + "'");
  }

  private static int count(String sql) {
    Integer count = service().jdbc().queryForObject(sql, Integer.class);
    return count == null ? -1 : count;
  }

  private static Map<String, @Nullable Object> row(String sql, Object... arguments) {
    return service().jdbc().queryForMap(sql, arguments);
  }

  private static double meter(String name) {
    return service().bean(MeterRegistry.class).find(name).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
