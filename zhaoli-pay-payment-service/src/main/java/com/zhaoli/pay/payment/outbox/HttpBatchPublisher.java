package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.trace.Traces;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Dispatch mode async: posts the same frames to notify-consumer, whose answer means that they are
 * stored. Time-outs are the HTTP client's.
 */
final class HttpBatchPublisher implements BatchPublisher {
  private final NotifyInternalApi consumer;
  private final Executor executor;
  private final Traces traces;

  HttpBatchPublisher(NotifyInternalApi consumer, Executor executor, Traces traces) {
    this.consumer = consumer;
    this.traces = traces;
    this.executor = executor;
  }

  @Override
  public CompletableFuture<Void> publish(byte[] frame, @Nullable String traceparent) {
    try {
      // The client itself puts the context of its thread into the call.
      return CompletableFuture.runAsync(
          traces.carried(() -> consumer.acceptEvents(frame)), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
