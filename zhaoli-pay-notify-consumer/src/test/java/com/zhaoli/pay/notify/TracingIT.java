package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.notify.Outside.Reply;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;

/** What was recorded of an event's change goes on to its deliveries, through merged messages. */
class TracingIT {
  private static final String ANNAS = "0af7651916cd43dd8448eb211c80319c";
  private static final String BENS = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String UNRECORDED = "11111111111111111111111111111111";
  private static final String SENDING = "00-99999999999999999999999999999999-8888888888888888-01";
  private static final List<String> DELIVERIES = List.of("webhook", "template message");
  private final Outside outside = new Outside();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  private NotifyService start(String mode) {
    SpringApplication application = new SpringApplication(NotifyApplication.class);
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("spanExporter", spans));
    String schema = "zhaoli_notify_tracing_" + mode;
    String quickly = "management.opentelemetry.tracing.export.schedule-delay=100ms";
    return mode.equals("rabbit")
        ? NotifyService.start(application, outside, schema, NotifyService.rabbit(quickly))
        : NotifyService.start(application, outside, schema, "ZHAOLI_DISPATCH=async", quickly);
  }

  private static void take(NotifyService service, String mode, PaymentEvent... events) {
    if (mode.equals("rabbit")) {
      service
          .bean(RabbitTemplate.class)
          .send(
              Routing.EXCHANGE,
              Routing.ROUTING_KEY,
              MessageBuilder.withBody(Events.frame(events))
                  .setHeader(Traces.HEADER, SENDING)
                  .build());
    } else {
      assertThat(service.call("POST", "/internal/v1/events", null, Events.frame(events)).status())
          .isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rabbit", "async"})
  void eachDeliveryBelongsToTheTraceOfItsEventAndIsLinkedToItsBatch(String mode) {
    String merchantNo = "mch_traced_" + mode;
    outside.receivers.put(
        merchantNo, List.of(new MessageReceiver("rcv_1", "openid-1", ReceiverRole.OWNER)));
    outside.shopAnswers("refusing", n -> Reply.of(500));
    try (NotifyService service = start(mode)) {
      service.bean(WebhookEndpoints.class).ensureDefault(merchantNo);
      PaymentEvent annas = event(merchantNo, "annas", ANNAS, "01");
      PaymentEvent bens = event(merchantNo, "bens", BENS, "01");
      PaymentEvent unrecorded = event(merchantNo, "unrecorded", UNRECORDED, "00");
      take(service, mode, annas, bens, unrecorded);

      await().until(() -> outside.hooksOf("unrecorded").size() == 1);
      await().until(() -> outside.messages.size() == 3);
      await()
          .untilAsserted(
              () ->
                  assertThat(spans.getFinishedSpanItems())
                      .extracting(SpanData::getName)
                      .filteredOn(DELIVERIES::contains)
                      .containsExactlyInAnyOrder(
                          "webhook", "webhook", "template message", "template message"));
      await().until(() -> named("notify batch").size() >= 2);

      assertThat(spans.getFinishedSpanItems())
          .extracting(SpanData::getTraceId)
          .doesNotContain(UNRECORDED);
      List<SpanContext> batches =
          named("notify batch").stream().map(SpanData::getSpanContext).toList();
      for (String name : DELIVERIES) {
        List<SpanData> deliveries = named(name);
        assertThat(deliveries)
            .extracting(SpanData::getTraceId)
            .containsExactlyInAnyOrder(ANNAS, BENS);
        for (SpanData delivery : deliveries) {
          assertThat(delivery.getParentSpanId()).isEqualTo("b7ad6b7169203331");
          assertThat(delivery.getAttributes().asMap().values())
              .contains("Delivered")
              .containsAnyOf(annas.eventId(), bens.eventId());
          assertThat(delivery.getLinks())
              .singleElement()
              .extracting(LinkData::getSpanContext)
              .satisfies(
                  link ->
                      assertThat(batches)
                          .extracting(SpanContext::getSpanId)
                          .contains(link.getSpanId()));
        }
      }
      assertThat(named("notify batch"))
          .as("each belongs to the first event's trace")
          .extracting(SpanData::getTraceId)
          .containsOnly(ANNAS);
      for (SpanData batch : named("notify batch")) {
        List<String> linked =
            batch.getLinks().stream().map(link -> link.getSpanContext().getTraceId()).toList();
        assertThat(linked).contains(BENS).doesNotContain(UNRECORDED);
        assertThat(linked.contains(SENDING.substring(3, 35))).isEqualTo(mode.equals("rabbit"));
      }
      assertThat(outside.messageTraces)
          .as("wechat-mp-service goes on with them")
          .extracting(trace -> trace.substring(3, 35))
          .containsExactlyInAnyOrder(ANNAS, BENS, UNRECORDED);

      PaymentEvent dying = event(merchantNo, "refusing", ANNAS, "01");
      take(service, mode, dying);
      await()
          .until(
              () ->
                  service
                      .jdbc()
                      .queryForList(
                          "SELECT traceparent FROM dead_letter WHERE event_id = ?",
                          String.class,
                          dying.eventId()),
              found -> found.equals(List.of(String.valueOf(dying.traceparent()))));
    }
  }

  private List<SpanData> named(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private PaymentEvent event(String merchantNo, String shop, String trace, String flags) {
    return Events.succeeded(merchantNo, outside.shop(shop))
        .withTraceparent("00-" + trace + "-b7ad6b7169203331-" + flags);
  }
}
