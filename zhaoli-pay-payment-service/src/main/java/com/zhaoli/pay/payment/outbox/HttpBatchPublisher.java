package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Dispatch mode async: posts the same frames to notify-consumer, whose answer means that they are
 * stored. Time-outs are the HTTP client's.
 */
final class HttpBatchPublisher implements BatchPublisher {
  private final NotifyInternalApi consumer;
  private final Executor executor;

  HttpBatchPublisher(NotifyInternalApi consumer, Executor executor) {
    this.consumer = consumer;
    this.executor = executor;
  }

  @Override
  public CompletableFuture<Void> publish(byte[] frame) {
    return CompletableFuture.runAsync(() -> consumer.acceptEvents(frame), executor);
  }
}
