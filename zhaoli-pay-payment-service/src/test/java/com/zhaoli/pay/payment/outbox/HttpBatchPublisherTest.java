package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.trace.Traces;
import io.micrometer.tracing.Tracer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HttpBatchPublisherTest {
  private static final byte[] FRAME = {1};

  private final NotifyInternalApi consumer = mock(NotifyInternalApi.class);

  @Test
  void aBatchIsPublishedWhenTheConsumerHasTakenIt() {
    assertThat(publisher(Runnable::run).publish(FRAME, null)).isCompleted();
    verify(consumer).acceptEvents(FRAME);
  }

  @Test
  void aBatchThatFindsNoPlaceIsNotPublished() {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    assertThat(publisher(full).publish(FRAME, null)).isCompletedExceptionally();
  }

  private HttpBatchPublisher publisher(Executor executor) {
    return new HttpBatchPublisher(consumer, executor, new Traces(Tracer.NOOP));
  }
}
