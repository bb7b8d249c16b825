package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.testing.Quickest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** A merchant whose server hangs is the problem of nobody else. */
class IsolationIT {
  private static final int HANGING = 400;
  private static final int HEALTHY = 100;
  private static final int FRAME = 50;

  /** As many as a merchant may have beside its default one. */
  private static final int ENDPOINTS = 9;

  /** Less than a fifth of a call's time-out, from which on it counts as hanging. */
  private static final Duration SLOW = Duration.ofMillis(1_900);

  /** The longest that a call may hang. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Outside outside = new Outside();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private NotifyService start(String mode, String test, String... settings) {
    String schema = "zhaoli_notify_" + test + "_" + mode;
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("ZHAOLI_DISPATCH=" + mode);
    return NotifyService.start(outside, schema, NotifyService.rabbit(all.toArray(String[]::new)));
  }

  private static void take(NotifyService service, String mode, List<PaymentEvent> events) {
    for (int i = 0; i < events.size(); i += FRAME) {
      byte[] frame =
          Events.frame(
              events.subList(i, Math.min(events.size(), i + FRAME)).toArray(PaymentEvent[]::new));
      if (mode.equals("rabbit")) {
        service
            .bean(RabbitTemplate.class)
            .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, frame);
      } else {
        assertThat(service.call("POST", "/internal/v1/events", null, frame).status())
            .isEqualTo(202);
      }
    }
  }

  private List<PaymentEvent> eventsFor(String merchantNo, String shop, int number) {
    List<PaymentEvent> events = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      events.add(Events.succeeded(merchantNo, outside.shop(shop)));
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rabbit", "async"})
  void aShopThatHangsDelaysNobodyElseAndLosesNothing(String mode) {
    outside.shopAnswers("hanging", n -> afterRelease());
    try (NotifyService service =
        start(mode, "isolation", "zhaoli.notify.webhook-timeout=" + LONGEST.toSeconds() + "s")) {
      service.bean(WebhookEndpoints.class).ensureDefault("mch_hanging");
      service.bean(WebhookEndpoints.class).ensureDefault("mch_healthy");
      List<PaymentEvent> hanging = eventsFor("mch_hanging", "hanging", HANGING);
      List<PaymentEvent> healthy = eventsFor("mch_healthy", "healthy", HEALTHY);

      take(service, mode, hanging);
      take(service, mode, healthy);

      // Inside the time that a call may hang, so that nobody was freed by a time-out.
      await()
          .atMost(LONGEST.minusSeconds(2))
          .until(() -> outside.hooksOf("healthy").size() == HEALTHY);
      assertThat(outside.hooksOf("hanging"))
          .as("calls on their way to one shop")
          .hasSizeLessThanOrEqualTo(16);
      if (mode.equals("rabbit")) {
        RabbitAdmin admin = new RabbitAdmin(service.bean(RabbitTemplate.class));
        await()
            .atMost(LONGEST.minusSeconds(2))
            .until(() -> messagesIn(admin, Routing.MERCHANT_WEBHOOK_QUEUE) == 0);
      }

      released.countDown();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  count(service, "status = 'DELIVERED' AND target_kind = 'WEBHOOK'")
                      == HANGING + HEALTHY);
      assertThat(count(service, "due_at IS NOT NULL OR owner IS NOT NULL")).isZero();
      assertThat(outside.hooksOf("hanging").stream().map(Hook::id).distinct()).hasSize(HANGING);
      assertThat(outside.hooksOf("healthy").stream().map(Hook::id).distinct()).hasSize(HEALTHY);
      assertThat(outside.hooksOf("healthy")).hasSize(HEALTHY);
    }
  }

  /**
   * Their answers come just in time, so none of them counts as hanging, and their endpoints want
   * more calls at once than there are threads.
   */
  @ParameterizedTest
  @ValueSource(strings = {"rabbit", "async"})
  void twoMerchantsWithManySlowEndpointsDelayNobodyElse(String mode) {
    try (NotifyService service =
        start(
            mode,
            "shares",
            "zhaoli.notify.webhook-concurrency=32",
            "zhaoli.notify.merchant-concurrency=4",
            "zhaoli.notify.endpoint-concurrency=4")) {
      List<PaymentEvent> slow = new ArrayList<>();
      AtomicInteger underWay = new AtomicInteger();
      for (String merchantNo : List.of("mch_slow_" + mode + "_1", "mch_slow_" + mode + "_2")) {
        for (int i = 0; i < ENDPOINTS; i++) {
          String shop = merchantNo + "_" + i;
          outside.shopAnswers(
              shop,
              n -> {
                underWay.incrementAndGet();
                return new Reply(200, released.getCount() == 0 ? Duration.ZERO : SLOW, "");
              });
          service
              .bean(WebhookEndpoints.class)
              .create(merchantNo, outside.shop(shop), null, Set.of(), null);
        }
        for (int i = 0; i < ENDPOINTS; i++) {
          slow.add(Events.succeeded(merchantNo, null));
        }
      }
      int wanted = slow.size() * ENDPOINTS;
      String healthyMerchant = "mch_healthy_" + mode;
      service.bean(WebhookEndpoints.class).ensureDefault(healthyMerchant);
      take(service, mode, slow);
      await().until(() -> count(service, "target_kind = 'WEBHOOK'") == wanted);
      await().until(() -> underWay.get() >= 8);

      AtomicInteger healthy = new AtomicInteger();
      Duration took =
          Quickest.of(
              Duration.ofSeconds(1),
              () -> {
                String shop = "healthy-" + mode + healthy.incrementAndGet();
                take(service, mode, eventsFor(healthyMerchant, shop, 1));
                await()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> outside.hooksOf(shop).size() == 1);
              });
      assertThat(took).as("it waited for none of the slow ones").isLessThan(Duration.ofSeconds(1));

      released.countDown();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  count(service, "status = 'DELIVERED' AND target_kind = 'WEBHOOK'")
                      == wanted + healthy.get());
      assertThat(underWay).as("nobody was told twice").hasValue(wanted);
    }
  }

  private Reply afterRelease() {
    try {
      var unused = released.await(100, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.of(200);
  }

  private static long messagesIn(RabbitAdmin admin, String queue) {
    var info = admin.getQueueInfo(queue);
    return info == null ? -1 : info.getMessageCount();
  }

  private static int count(NotifyService service, String condition) {
    Integer count =
        service
            .jdbc()
            .queryForObject("SELECT COUNT(*) FROM notification WHERE " + condition, Integer.class);
    return count == null ? -1 : count;
  }
}
