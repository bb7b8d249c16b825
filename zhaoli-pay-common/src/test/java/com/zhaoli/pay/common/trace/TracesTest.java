package com.zhaoli.pay.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real tracer, which records what is sampled by its parent and nothing else. */
class TracesTest {
  private static final String FIRST = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SECOND = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String UNRECORDED =
      "00-11111111111111111111111111111111-2222222222222222-00";
  private final InMemorySpanExporter recorded = InMemorySpanExporter.create();
  private final Traces traces = new Traces(tracer());

  private OtelTracer tracer() {
    return new OtelTracer(
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(recorded))
            .build()
            .get("test"),
        new OtelCurrentTraceContext(),
        event -> {});
  }

  @Test
  void aStepBelongsToTheTraceThatItIsGiven() {
    try (Traces.Step step = traces.step("webhook", FIRST, SECOND)) {
      step.tag("zhaoli.result", "Delivered");
      assertThat(traces.current())
          .isEqualTo(step.context())
          .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
          .endsWith("-01")
          .isNotEqualTo(FIRST);
    }
    assertThat(traces.current()).as("left").isNull();
    SpanData span = recorded().get(0);
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(links(span)).containsExactly(SECOND);
    assertThat(span.getAttributes().asMap().values()).contains("Delivered");
  }

  @Test
  void whatIsNotRecordedKeepsItsTraceIdForTheLog() {
    try (Traces.Step step = traces.step("webhook", UNRECORDED, FIRST)) {
      assertThat(step.context()).startsWith("00-11111111111111111111111111111111-").endsWith("-00");
    }
    assertThat(recorded()).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 "
      })
  void whatIsNoContextLeadsToNoStep(@Nullable String text) {
    try (Traces.Step step = traces.step("webhook", text, FIRST)) {
      assertThat(step.context()).isNull();
      assertThat(traces.current()).isNull();
    }
    try (Traces.Step step = traces.shared("batch", Arrays.asList(text, null))) {
      assertThat(step.context()).isNull();
    }
    assertThat(recorded()).isEmpty();
  }

  @Test
  void aSharedStepBelongsToTheFirstRecordedTraceAndLinksToTheOthers() {
    traces.shared("batch", Arrays.asList(null, UNRECORDED, FIRST, SECOND, FIRST)).close();
    SpanData span = recorded().get(0);
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(links(span)).containsExactly(SECOND);
  }

  @Test
  void aSharedStepLinksToNoMoreThanTheSdkKeeps() {
    List<String> contexts =
        IntStream.range(1, 500)
            .mapToObj(i -> String.format(Locale.ROOT, "00-%032x-%016x-01", i, i))
            .toList();
    traces.shared("batch", new ArrayList<>(contexts)).close();
    assertThat(links(recorded().get(0))).isEqualTo(contexts.subList(1, 128));
    assertThat(recorded().get(0).getTotalRecordedLinks()).isEqualTo(127);
  }

  @Test
  void aTaskIsCarriedToAnotherThread() {
    List<@Nullable String> seen = new ArrayList<>();
    String context;
    Runnable carried;
    try (Traces.Step step = traces.step("publish", FIRST, null)) {
      context = step.context();
      carried = traces.carried(() -> seen.add(traces.current()));
    }
    CompletableFuture.runAsync(carried).join();
    assertThat(seen).containsExactly(context);
  }

  @Test
  void aStepThatWasLeftEndsWithItsFailureOnAnyThread() {
    Traces.Step step = traces.step("publish", FIRST, null);
    step.leave();
    assertThat(traces.current()).isNull();
    CompletableFuture.runAsync(() -> step.end(new IllegalStateException("not confirmed"))).join();
    assertThat(recorded().get(0).getStatus().getDescription()).isEqualTo("not confirmed");
  }

  private List<SpanData> recorded() {
    return recorded.getFinishedSpanItems();
  }

  private static List<String> links(SpanData span) {
    return span.getLinks().stream()
        .map(LinkData::getSpanContext)
        .map(
            context ->
                "00-"
                    + context.getTraceId()
                    + "-"
                    + context.getSpanId()
                    + "-"
                    + context.getTraceFlags().asHex())
        .toList();
  }
}
