package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** From dispatch mode rabbit to async: what only the broker would bring back is not forgotten. */
class SwitchToAsyncIT {
  private static final String[] TIMES = {
    "zhaoli.notify.retry-interval=20s",
    "zhaoli.notify.lease=16s",
    "zhaoli.notify.webhook-timeout=10s"
  };

  @Test
  void whatWasOnTheBrokerIsDeliveredOnceByTheDatabase() {
    String schema = "zhaoli_notify_switch";
    Outside outside = new Outside();
    outside.shopAnswers("failed", n -> Reply.of(n == 1 ? 503 : 200));
    PaymentEvent failed = Events.succeeded("mch_switch", outside.shop("failed"));
    PaymentEvent claimed = Events.succeeded("mch_switch", outside.shop("claimed"));
    PaymentEvent held = Events.succeeded("mch_switch", outside.shop("held"));
    PaymentEvent givenUp = Events.succeeded("mch_switch", outside.shop("given-up"));
    PaymentEvent told = Events.succeeded("mch_switch", outside.shop("told"));
    PaymentEvent done = Events.succeeded("mch_switch", outside.shop("done"));
    try (NotifyService rabbit = NotifyService.start(outside, schema, NotifyService.rabbit(TIMES))) {
      rabbit.bean(WebhookEndpoints.class).ensureDefault("mch_switch");
      // What processes left that died: with a lease that ran out, and with one that is in force.
      row(rabbit, claimed, "DELIVERING", 0, "UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
      row(rabbit, held, "DELIVERING", 0, "UTC_TIMESTAMP(3) + INTERVAL 20 SECOND");
      // Given up, with a dead letter that stayed on the broker, and with one that was stored.
      row(rabbit, givenUp, "DEAD", 5, "NULL");
      row(rabbit, told, "DEAD", 5, "NULL");
      deadLetter(rabbit, told);
      row(rabbit, done, "DELIVERED", 1, "NULL");
      publish(rabbit, failed);
      await().until(() -> isRetrying(rabbit, failed));
    }
    assertThat(outside.hooksOf("failed")).hasSize(1);

    try (NotifyService async = NotifyService.start(outside, schema, async())) {
      // Somebody had all of them sent once more as well.
      byte[] resent = Events.frame(failed, claimed, held, givenUp, told, done);
      assertThat(async.call("POST", "/internal/v1/events", null, resent).status()).isEqualTo(202);
      for (PaymentEvent event : List.of(failed, claimed)) {
        await().untilAsserted(() -> assertThat(statuses(async, event)).contains("DELIVERED"));
      }
      await()
          .untilAsserted(
              () -> {
                assertThat(statuses(async, failed)).containsExactly("DELIVERED");
                assertThat(statuses(async, claimed)).containsExactly("DELIVERED");
                assertThat(statuses(async, held)).containsExactly("DELIVERED");
                assertThat(statuses(async, givenUp)).containsExactly("DELIVERED");
              });
      await().until(() -> due(async) == 0);
      assertThat(statuses(async, told)).containsExactly("DEAD");
      assertThat(statuses(async, done)).containsExactly("DELIVERED");
    }

    // Back again: the messages are still there, and are not news to anybody.
    try (NotifyService rabbit = NotifyService.start(outside, schema, NotifyService.rabbit(TIMES))) {
      await().until(() -> onTheBroker(rabbit) == 0);
    }
    assertThat(outside.hooksOf("failed")).hasSize(2);
    for (String once : List.of("claimed", "held", "given-up")) {
      assertThat(outside.hooksOf(once)).as(once).hasSize(1);
    }
    assertThat(outside.hooksOf("told")).isEmpty();
    assertThat(outside.hooksOf("done")).isEmpty();
  }

  @Test
  void whileAnInstanceStillRunsInModeRabbitTheClaimDecidesWhoDelivers() {
    String schema = "zhaoli_notify_rolling";
    Outside outside = new Outside();
    int events = 20;
    outside.shopAnswers("rolling", n -> Reply.of(n <= events ? 503 : 200));
    // Long enough for the other instance to start: then both come for each at the same time.
    String interval = "zhaoli.notify.retry-interval=45s";
    try (NotifyService rabbit =
        NotifyService.start(outside, schema, NotifyService.rabbit(interval))) {
      rabbit.bean(WebhookEndpoints.class).ensureDefault("mch_rolling");
      List<PaymentEvent> all =
          IntStream.range(0, events)
              .mapToObj(i -> Events.succeeded("mch_rolling", outside.shop("rolling")))
              .toList();
      publish(rabbit, all.toArray(PaymentEvent[]::new));
      await().until(() -> webhooks(rabbit, "status = 'RETRYING'") == events);
      // Some may be the database's already, since their batch did not wait for them.
      assertThat(webhooks(rabbit, "due_at IS NULL")).isPositive();
      try (NotifyService async =
          NotifyService.start(
              outside,
              schema,
              "ZHAOLI_DISPATCH=async",
              "zhaoli.notify.poll-interval=100ms",
              interval)) {
        await()
            .until(() -> webhooks(async, "status = 'RETRYING' AND due_at IS NOT NULL") == events);
        assertThat(outside.hooksOf("rolling")).as("not before the pause is over").hasSize(events);
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () ->
                    webhooks(async, "status = 'DELIVERED' AND attempts = 2") == events
                        && onTheBroker(rabbit) == 0);
      }
    }
    assertThat(outside.hooksOf("rolling")).hasSize(2 * events);
    assertThat(outside.hooksOf("rolling").subList(events, 2 * events).stream().map(Hook::id))
        .doesNotHaveDuplicates();
  }

  private static String[] async() {
    return new String[] {
      "ZHAOLI_DISPATCH=async", "zhaoli.notify.poll-interval=100ms", TIMES[0], TIMES[1], TIMES[2]
    };
  }

  private static void publish(NotifyService service, PaymentEvent... events) {
    service
        .bean(RabbitTemplate.class)
        .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, Events.frame(events));
  }

  /** A row as a claim in mode rabbit makes it: nothing but the broker brings it back. */
  private static void row(
      NotifyService service, PaymentEvent event, String status, int attempts, String lease) {
    service
        .jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, payload, status, attempts, owner, lease_until,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, 'WEBHOOK', ?, 'payment.succeeded', ?, ?, ?, 'own_dead', %s,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """
                .formatted(lease),
            event.eventId().replace("evt_", "ntf_"),
            event.paymentNo(),
            event.eventId(),
            endpoint(service, event),
            event.merchantNo(),
            new EventBatchCodec().encodeMember(event),
            status,
            attempts);
  }

  private static void deadLetter(NotifyService service, PaymentEvent event) {
    service
        .jdbc()
        .update(
            """
            INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
              payment_no, merchant_no, event_type, payload, reason, attempts, created_at,
              updated_at)
            VALUES ('dlt_told', ?, ?, 0, 'WEBHOOK', ?, ?, 'payment.succeeded', '', 'gave up', 5,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            event.eventId(),
            endpoint(service, event),
            event.paymentNo(),
            event.merchantNo());
  }

  private static String endpoint(NotifyService service, PaymentEvent event) {
    return service.bean(WebhookEndpoints.class).ensureDefault(event.merchantNo()).endpointNo();
  }

  private static boolean isRetrying(NotifyService service, PaymentEvent event) {
    return webhooks(
            service,
            "status = 'RETRYING' AND due_at IS NULL AND event_id = '" + event.eventId() + "'")
        == 1;
  }

  private static List<String> statuses(NotifyService service, PaymentEvent event) {
    return service
        .jdbc()
        .queryForList(
            "SELECT status FROM notification WHERE event_id = ? AND target_kind = 'WEBHOOK'",
            String.class,
            event.eventId());
  }

  private static int webhooks(NotifyService service, String which) {
    Integer count =
        service
            .jdbc()
            .queryForObject(
                "SELECT COUNT(*) FROM notification WHERE target_kind = 'WEBHOOK' AND " + which,
                Integer.class);
    return count == null ? 0 : count;
  }

  private static int due(NotifyService service) {
    return webhooks(service, "due_at IS NOT NULL");
  }

  /** Messages that wait in a queue of webhooks. */
  private static long onTheBroker(NotifyService service) {
    String work = TargetKind.WEBHOOK.workQueue();
    long messages = 0;
    for (String queue : List.of(work, Routing.retryQueue(work), Routing.deadQueue(work))) {
      QueueInformation information = service.bean(AmqpAdmin.class).getQueueInfo(queue);
      messages += information == null ? 0 : information.getMessageCount();
    }
    return messages;
  }
}
