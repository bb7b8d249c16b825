package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BatchSenderTest {
  private static final OutboxMember MEMBER = new OutboxMember("evt_1", new byte[] {1}, null);

  private final OutboxStore store = mock(OutboxStore.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CompletableFuture<Void> confirm = new CompletableFuture<>();
  private final BatchSender sender =
      new BatchSender(
          (frame, traceparent) -> confirm,
          new EventBatchCodec(),
          store,
          OutboxLimits.with(Map.of("confirm-timeout", "100ms")),
          new Traces(Tracer.NOOP),
          meters);

  @AfterEach
  void stop() {
    sender.close();
  }

  @Test
  void aConfirmedBatchIsMarked() {
    confirm.complete(null);
    assertThat(sender.send(List.of(MEMBER)).join()).isTrue();
    verify(store).markPublished(List.of("evt_1"));
  }

  @Test
  void aConfirmThatComesLateStillMarksItsBatch() {
    assertThat(sender.send(List.of(MEMBER)).join()).as("not known in time").isFalse();
    verify(store, never()).markPublished(any());
    confirm.complete(null);
    await().untilAsserted(() -> verify(store).markPublished(List.of("evt_1")));
  }

  @Test
  void whatIsNotConfirmedIsNotMarked() {
    confirm.completeExceptionally(new IllegalStateException("refused"));
    assertThat(sender.send(List.of(MEMBER)).join()).isFalse();
    verify(store, never()).markPublished(any());
  }

  @Test
  void aBrokerThatIsAwayDoesNotFillTheLog(CapturedOutput output) {
    confirm.completeExceptionally(new IllegalStateException("the broker is away"));
    for (int i = 0; i < 200; i++) {
      assertThat(sender.send(List.of(MEMBER)).join()).isFalse();
    }
    assertThat(output.toString()).containsOnlyOnce("the broker is away");
    assertThat(meters.counter("zhaoli.outbox.failed.batches").count()).isEqualTo(200);
  }
}
