package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Dispatch mode async: the same deliveries without a broker. */
class AsyncDispatchIT {
  private static final String SCHEMA = "zhaoli_notify_async";
  private static final Outside OUTSIDE = new Outside();
  private static final AtomicInteger BROKER_CONNECTIONS = new AtomicInteger();
  private static @Nullable ServerSocket broker;
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() throws IOException {
    OUTSIDE.startOver();
    BROKER_CONNECTIONS.set(0);
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    broker = socket;
    Thread counter =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try {
                  socket.accept().close();
                  BROKER_CONNECTIONS.incrementAndGet();
                } catch (IOException e) {
                  return;
                }
              }
            },
            "broker-port");
    counter.setDaemon(true);
    counter.start();
    running =
        NotifyService.start(
            OUTSIDE,
            SCHEMA,
            "ZHAOLI_DISPATCH=async",
            "ZHAOLI_RABBIT_PORT=" + socket.getLocalPort(),
            "zhaoli.notify.poll-interval=100ms",
            "zhaoli.notify.lane-repair-interval=1s",
            "zhaoli.notify.retry-interval=1s",
            "zhaoli.notify.retry-limit=3",
            "zhaoli.notify.message-long-tail=500ms");
  }

  @AfterAll
  static void stop() throws IOException {
    service().close();
    if (broker != null) {
      broker.close();
    }
    // From start to stop nobody asked for the broker.
    assertThat(BROKER_CONNECTIONS).hasValue(0);
  }

  @Test
  void acceptedEventsAreStoredAndDeliveredOnceHoweverOftenTheyAreSent() {
    merchant("mch_a");
    OUTSIDE.receivers.put(
        "mch_a", List.of(new MessageReceiver("rcv_a", "o-a", ReceiverRole.OWNER)));
    PaymentEvent first = Events.succeeded("mch_a", OUTSIDE.shop("a"));
    PaymentEvent second = Events.succeeded("mch_a", OUTSIDE.shop("a"));

    assertThat(post(Events.frame(first, second, first)).status()).isEqualTo(202);
    assertThat(post(Events.frame(first)).status()).isEqualTo(202);
    awaitStatuses(first, "DELIVERED", "DELIVERED");
    awaitStatuses(second, "DELIVERED", "DELIVERED");
    assertThat(post(Events.frame(second)).status()).isEqualTo(202);

    awaitNothingDue();
    assertThat(OUTSIDE.hooksOf("a").stream().map(Hook::id))
        .containsExactlyInAnyOrder(first.eventId(), second.eventId());
    assertThat(OUTSIDE.messages).filteredOn(m -> m.openid().equals("o-a")).hasSize(2);
    // The row of the receiver that was not known yet has made room for the receiver's own.
    assertThat(targets(first)).containsExactlyInAnyOrder("rcv_a", endpointOf("mch_a"));
  }

  @Test
  void aFailingShopIsTriedAtTheIntervalAndThenIsOneDeadLetter() {
    merchant("mch_b");
    OUTSIDE.shopAnswers("b", n -> new Reply(503, Duration.ZERO, ""));
    PaymentEvent event = Events.succeeded("mch_b", OUTSIDE.shop("b"));

    post(Events.frame(event));

    awaitStatuses(event, "LONG_TAIL", "SKIPPED");
    List<Hook> hooks = OUTSIDE.hooksOf("b");
    assertThat(hooks).hasSize(3);
    assertThat(Hook.gaps(hooks))
        .allSatisfy(gap -> assertThat(gap).isBetween(Duration.ofMillis(900), Hook.BUSY))
        .anySatisfy(gap -> assertThat(gap).isLessThan(Duration.ofMillis(2_500)));
    assertThat(jdbc().queryForMap("SELECT * FROM dead_letter WHERE event_id = ?", event.eventId()))
        .containsEntry("attempts", 3)
        .containsEntry("target", endpointOf("mch_b"));
  }

  @Test
  void aFailedLookUpIsRepeatedByThePoller() {
    merchant("mch_c");
    OUTSIDE.failNextLookups.put("mch_c", new AtomicInteger(1));
    OUTSIDE.receivers.put(
        "mch_c", List.of(new MessageReceiver("rcv_c", "o-c", ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded("mch_c", null);

    post(Events.frame(event));

    awaitStatuses(event, "DELIVERED", "SKIPPED");
    assertThat(targets(event)).containsExactlyInAnyOrder("rcv_c", "endpoint");
  }

  @Test
  void aLookUpThatFailsForLongerThanTheQuickTriesStrandsNoMessage() {
    String merchantNo = "mch_" + Ids.eventId();
    OUTSIDE.failNextLookups.put(merchantNo, new AtomicInteger(3));
    OUTSIDE.receivers.put(
        merchantNo,
        List.of(new MessageReceiver("rcv-" + merchantNo, "o-" + merchantNo, ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded(merchantNo, null);

    post(Events.frame(event));

    awaitStatuses(event, "DELIVERED", "SKIPPED");
    assertThat(targets(event)).containsExactlyInAnyOrder("rcv-" + merchantNo, "endpoint");
    assertThat(jdbc().queryForMap("SELECT * FROM dead_letter WHERE event_id = ?", event.eventId()))
        .containsEntry("target", "receiver")
        .containsEntry("attempts", 3)
        .containsEntry("status", "DELIVERED");
  }

  @Test
  void whatAProcessThatDiedHadLeasedIsDelivered() {
    merchant("mch_d");
    PaymentEvent event = Events.succeeded("mch_d", OUTSIDE.shop("d"));
    byte[] payload = new EventBatchCodec().encodeMember(event);
    jdbc()
        .update(
            "INSERT INTO event_message VALUES (?, 0, ?, 'itk_dead', ?, UTC_TIMESTAMP(3))",
            event.eventId(),
            event.paymentNo(),
            payload);
    jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, owner, lease_until, due_at,
              created_at, updated_at)
            VALUES ('ntf_dead', ?, ?, 'endpoint', 0, 'WEBHOOK', 'mch_d', 'payment.succeeded',
              'DELIVERING', 0, 'own_dead', TIMESTAMPADD(SECOND, 1, UTC_TIMESTAMP(3)),
              TIMESTAMPADD(SECOND, 1, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            event.paymentNo(),
            event.eventId());

    awaitStatuses(event, "DELIVERED");
    assertThat(OUTSIDE.hooksOf("d")).hasSize(1);
  }

  @Test
  void whatOnlyRedisKnowsToHaveFailedBeforeIsDeliveredAllTheSame() {
    String merchantNo = Ids.merchantNo();
    String shop = Ids.withPrefix("shop_");
    String endpoint = endpointOf(merchantNo);
    PaymentEvent event = Events.succeeded(merchantNo, OUTSIDE.shop(shop));
    // A database that lost its last writes: the row of the endpoint is gone, the claim is not.
    failed(event, endpoint, 1);

    post(Events.frame(event));

    awaitStatuses(event, "DELIVERED", "SKIPPED");
    assertThat(targets(event)).containsExactlyInAnyOrder("receiver", endpoint);
    assertThat(OUTSIDE.hooksOf(shop)).hasSize(1);
    assertThat(attempts(event, endpoint)).isEqualTo(2);
  }

  @Test
  void theTriesOfOneTargetAreNotCountedForAnother() {
    String merchantNo = Ids.merchantNo();
    OUTSIDE.receivers.put(
        merchantNo,
        List.of(
            new MessageReceiver("rcv_g1", "o-g1", ReceiverRole.OWNER),
            new MessageReceiver("rcv_g2", "o-g2", ReceiverRole.OWNER)));
    PaymentEvent event = Events.succeeded(merchantNo, null);
    failed(event, "rcv_g1", 2);

    post(Events.frame(event));

    awaitStatuses(event, "DELIVERED", "DELIVERED", "SKIPPED");
    assertThat(attempts(event, "rcv_g1")).isEqualTo(3);
    assertThat(attempts(event, "rcv_g2")).isEqualTo(1);
  }

  @Test
  void anEventThatIsSentOnceMoreLeavesItsLongTailAlone() {
    String merchantNo = Ids.merchantNo();
    String shop = Ids.withPrefix("shop_");
    String endpoint = endpointOf(merchantNo);
    PaymentEvent event = Events.succeeded(merchantNo, OUTSIDE.shop(shop));
    failed(event, endpoint, 5);
    row(event, endpoint, "LONG_TAIL", 5, 0, "UTC_TIMESTAMP(3) + INTERVAL 1 HOUR");

    post(Events.frame(event));

    awaitStatuses(event, "LONG_TAIL", "SKIPPED");
    assertThat(targets(event)).containsExactlyInAnyOrder("receiver", endpoint);
    assertThat(OUTSIDE.hooksOf(shop)).isEmpty();
  }

  @Test
  void anEventThatIsSentOnceMoreBringsBackWhatWasLeftToTheBroker() {
    String merchantNo = Ids.merchantNo();
    String shop = Ids.withPrefix("shop_");
    String endpoint = endpointOf(merchantNo);
    PaymentEvent event = Events.succeeded(merchantNo, OUTSIDE.shop(shop));
    failed(event, endpoint, 1);
    row(event, endpoint, "RETRYING", 1, null, "NULL");

    post(Events.frame(event));

    awaitStatuses(event, "DELIVERED", "SKIPPED");
    assertThat(OUTSIDE.hooksOf(shop)).hasSize(1);
  }

  @Test
  void aCorruptMemberIsADeadLetterAndTheOthersAreDelivered() {
    merchant("mch_e");
    PaymentEvent damaged = Events.succeeded("mch_e", OUTSIDE.shop("e"));
    PaymentEvent intact = Events.succeeded("mch_e", OUTSIDE.shop("e"));
    byte[] frame = Events.frame(damaged, intact);
    frame[EventBatchCodec.FRAME_HEADER_BYTES + EventBatchCodec.MEMBER_HEADER_BYTES + 30] ^= 1;

    assertThat(post(frame).status()).isEqualTo(202);

    awaitStatuses(intact, "DELIVERED", "SKIPPED");
    assertThat(
            jdbc()
                .queryForList(
                    "SELECT target FROM dead_letter WHERE event_id LIKE 'sha256:%'", String.class))
        .containsExactlyInAnyOrder("receiver", "endpoint");
  }

  @Test
  void whatIsNoBatchIsRefusedAndStaysWithTheSender() {
    NotifyService.Answer refused = post("no batch".getBytes(StandardCharsets.UTF_8));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asString("")).isEqualTo("EVENT_BATCH_MALFORMED");
    assertThat(post(new byte[1_100_000]).status()).isEqualTo(413);
  }

  @Test
  void whatFindsTheExecutorFullIsTakenByThePoller() {
    Outside outside = new Outside();
    try (NotifyService narrow =
        NotifyService.start(
            outside,
            SCHEMA + "_narrow",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.async-queue-capacity=1",
            "zhaoli.notify.poll-interval=100ms")) {
      narrow.bean(WebhookEndpoints.class).ensureDefault("mch_f");
      outside.shopAnswers("f", n -> new Reply(200, Duration.ofMillis(300), ""));
      List<PaymentEvent> events =
          IntStream.range(0, 20)
              .mapToObj(i -> Events.succeeded("mch_f", outside.shop("f")))
              .toList();

      events.forEach(
          event -> narrow.call("POST", "/internal/v1/events", null, Events.frame(event)));

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          narrow
                              .jdbc()
                              .queryForObject(
                                  "SELECT COUNT(*) FROM notification WHERE status = 'DELIVERED'",
                                  Integer.class))
                      .isEqualTo(20));
      assertThat(outside.hooksOf("f")).hasSize(20);
      assertThat(
              narrow
                  .bean(io.micrometer.core.instrument.MeterRegistry.class)
                  .get("zhaoli.notify.async.rejected")
                  .counter()
                  .count())
          .isPositive();
    }
  }

  private static NotifyService service() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  private static JdbcTemplate jdbc() {
    return service().jdbc();
  }

  private static void merchant(String merchantNo) {
    service().bean(WebhookEndpoints.class).ensureDefault(merchantNo);
  }

  private static String endpointOf(String merchantNo) {
    return service().bean(WebhookEndpoints.class).ensureDefault(merchantNo).endpointNo();
  }

  private static NotifyService.Answer post(byte[] frame) {
    return service().call("POST", "/internal/v1/events", null, frame);
  }

  private static List<@Nullable String> targets(PaymentEvent event) {
    return jdbc()
        .queryForList(
            "SELECT target FROM notification WHERE event_id = ?", String.class, event.eventId());
  }

  /** In Redis, as a settlement leaves it. */
  private static void failed(PaymentEvent event, String target, int attempts) {
    ClaimKey key = new ClaimKey(event.paymentNo(), event.eventId(), target, 0);
    service()
        .bean(StringRedisTemplate.class)
        .opsForHash()
        .put(key.redisHash(), key.redisField(), "R " + attempts);
  }

  private static void row(
      PaymentEvent event,
      String target,
      String status,
      int attempts,
      @Nullable Integer tail,
      String dueAt) {
    jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, payload, status, attempts, tail, due_at,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, 'WEBHOOK', ?, 'payment.succeeded', ?, ?, ?, ?, %s,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """
                .formatted(dueAt),
            // So old that the look for what the broker had does not find it.
            "ntf_0000" + event.eventId().substring("evt_0000".length()),
            event.paymentNo(),
            event.eventId(),
            target,
            event.merchantNo(),
            new EventBatchCodec().encodeMember(event),
            status,
            attempts,
            tail);
  }

  private static @Nullable Integer attempts(PaymentEvent event, String target) {
    return jdbc()
        .queryForObject(
            "SELECT attempts FROM notification WHERE event_id = ? AND target = ?",
            Integer.class,
            event.eventId(),
            target);
  }

  private static void awaitStatuses(PaymentEvent event, String... statuses) {
    List<String> expected = Arrays.stream(statuses).sorted().toList();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc()
                            .queryForList(
                                "SELECT status FROM notification WHERE event_id = ? ORDER BY status",
                                String.class,
                                event.eventId()))
                    .isEqualTo(expected));
  }

  private static void awaitNothingDue() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc()
                            .queryForObject(
                                "SELECT COUNT(*) FROM notification WHERE due_at IS NOT NULL"
                                    + " AND merchant_no = 'mch_a'",
                                Integer.class))
                    .isZero());
  }
}
