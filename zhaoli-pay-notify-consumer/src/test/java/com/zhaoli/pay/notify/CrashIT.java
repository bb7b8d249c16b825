package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.Outside.Hook;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Consumers that die, and a broker that goes away: nothing is lost. */
class CrashIT {
  private static final String[] SHORT_LEASE = {
    "zhaoli.notify.lease=16s", "zhaoli.notify.webhook-timeout=10s"
  };

  @Test
  void whatAKilledConsumerHadInItsHandsIsDeliveredByAnother(@TempDir Path directory)
      throws IOException {
    Outside outside = new Outside();
    outside.shopAnswers(
        "slow", n -> new Reply(200, n == 1 ? Duration.ofSeconds(30) : Duration.ZERO, ""));
    Process doomed = launch(outside, "zhaoli_notify_crash", directory);
    try (NotifyService survivor = NotifyService.start(outside, "zhaoli_notify_crash", notYet())) {
      survivor.bean(WebhookEndpoints.class).ensureDefault("mch_crash");
      PaymentEvent event = Events.succeeded("mch_crash", outside.shop("slow"));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  Files.readString(directory.resolve("doomed.log"))
                      .contains("Started NotifyApplication"));
      publish(survivor, Events.frame(event));
      // Only the doomed one consumes: it is in the midst of the delivery.
      await().atMost(Duration.ofMinutes(2)).until(() -> outside.hooksOf("slow").size() == 1);
      doomed.destroyForcibly();
      await().until(() -> !doomed.isAlive());

      try (NotifyService heir =
          NotifyService.start(outside, "zhaoli_notify_crash", NotifyService.rabbit(SHORT_LEASE))) {
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            heir.jdbc()
                                .queryForList(
                                    "SELECT status FROM notification WHERE event_id = ?"
                                        + " AND target_kind = 'WEBHOOK'",
                                    String.class,
                                    event.eventId()))
                        .containsExactly("DELIVERED"));
      }
      // The shop saw it twice, as the same event: more cannot be known of a call cut off midway.
      List<Hook> hooks = outside.hooksOf("slow");
      assertThat(hooks).hasSize(2);
      assertThat(hooks.get(1).id()).isEqualTo(hooks.get(0).id());
    } finally {
      doomed.destroyForcibly();
    }
  }

  @Test
  void twoConsumersAndABrokerThatGoesAwayDeliverEachEventOnce() {
    Outside outside = new Outside();
    outside.shopAnswers("busy", n -> new Reply(200, Duration.ofMillis(20), ""));
    try (NotifyService one =
            NotifyService.start(outside, "zhaoli_notify_pair", NotifyService.rabbit());
        NotifyService other =
            NotifyService.start(outside, "zhaoli_notify_pair", NotifyService.rabbit())) {
      one.bean(WebhookEndpoints.class).ensureDefault("mch_pair");
      List<PaymentEvent> events =
          IntStream.range(0, 600)
              .mapToObj(i -> Events.succeeded("mch_pair", outside.shop("busy")))
              .toList();
      for (int i = 0; i < 300; i += 10) {
        publish(one, Events.frame(events.subList(i, i + 10).toArray(PaymentEvent[]::new)));
      }
      await().until(() -> outside.hooksOf("busy").size() > 20);
      TestServers.rabbitmq().stop();
      TestServers.rabbitmq().start();
      for (int i = 300; i < 600; i += 10) {
        byte[] frame = Events.frame(events.subList(i, i + 10).toArray(PaymentEvent[]::new));
        publish(other, frame);
      }
      other.context.close();

      Set<String> expected = new HashSet<>();
      events.forEach(event -> expected.add(event.eventId()));
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                Set<String> seen = new HashSet<>();
                outside.hooksOf("busy").forEach(hook -> seen.add(String.valueOf(hook.id())));
                assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
              });
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          one.jdbc()
                              .queryForObject(
                                  "SELECT COUNT(*) FROM notification WHERE target_kind = 'WEBHOOK'"
                                      + " AND status = 'DELIVERED'",
                                  Integer.class))
                      .isEqualTo(600));
      // Nobody died: a lost connection to the broker alone doubles nothing.
      assertThat(outside.hooksOf("busy")).hasSize(600);
    }
  }

  @Test
  void theServiceStartsWithoutABrokerAndDeliversWhenThereIsOne() {
    Outside outside = new Outside();
    TestServers.rabbitmq().stop();
    try (NotifyService service =
        NotifyService.start(outside, "zhaoli_notify_patient", NotifyService.rabbit())) {
      assertThat(service.call("GET", "/actuator/health", null, null).status()).isEqualTo(200);
      service.bean(WebhookEndpoints.class).ensureDefault("mch_patient");
      TestServers.rabbitmq().start();
      PaymentEvent event = Events.succeeded("mch_patient", outside.shop("patient"));
      await()
          .until(
              () ->
                  service
                          .bean(MeterRegistry.class)
                          .get("zhaoli.notify.broker.connected")
                          .gauge()
                          .value()
                      == 1);
      publish(service, Events.frame(event));
      await().until(() -> outside.hooksOf("patient").size() == 1);
    } finally {
      TestServers.rabbitmq().start();
    }
  }

  @Test
  void whatABatchHasNoTimeForIsPutBackWithoutAnAttempt() {
    Outside outside = new Outside();
    outside.shopAnswers("tight", n -> new Reply(200, Duration.ofMillis(1_600), ""));
    try (NotifyService service =
        NotifyService.start(
            outside,
            "zhaoli_notify_tight",
            NotifyService.rabbit(
                "zhaoli.notify.webhook-concurrency=1",
                "zhaoli.notify.consumers=1",
                "zhaoli.notify.webhook-timeout=4s",
                "zhaoli.notify.lease=10s"))) {
      service.bean(WebhookEndpoints.class).ensureDefault("mch_tight");
      PaymentEvent[] events =
          IntStream.range(0, 5)
              .mapToObj(i -> Events.succeeded("mch_tight", outside.shop("tight")))
              .toArray(PaymentEvent[]::new);

      publish(service, Events.frame(events));

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          service
                              .jdbc()
                              .queryForList(
                                  "SELECT CONCAT(status, ' ', attempts) FROM notification"
                                      + " WHERE target_kind = 'WEBHOOK'",
                                  String.class))
                      .hasSize(5)
                      .containsOnly("DELIVERED 1"));
      assertThat(outside.hooksOf("tight")).hasSize(5);
    }
  }

  /** An instance whose consumers are off, to publish and look with. */
  private static String[] notYet() {
    List<String> settings = new ArrayList<>(List.of(NotifyService.rabbit(SHORT_LEASE)));
    settings.add("ZHAOLI_DISPATCH=async");
    return settings.toArray(String[]::new);
  }

  private static void publish(NotifyService service, byte[] frame) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              service
                  .bean(RabbitTemplate.class)
                  .convertAndSend(Routing.EXCHANGE, Routing.ROUTING_KEY, frame);
              return true;
            });
  }

  private static Process launch(Outside outside, String schema, Path directory) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NotifyApplication.class.getName()));
    command.addAll(NotifyService.arguments(outside, schema, NotifyService.rabbit(SHORT_LEASE)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("doomed.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
