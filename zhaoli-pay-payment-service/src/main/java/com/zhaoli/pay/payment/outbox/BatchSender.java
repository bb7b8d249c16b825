package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.time.OncePer;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one batch and marks its members published, by one statement, once it is confirmed. */
@Component
class BatchSender {
  private static final Logger log = LoggerFactory.getLogger(BatchSender.class);
  private static final int MARKER_THREADS = 2;
  private static final Duration WARNING_SPAN = Duration.ofSeconds(10);

  private final BatchPublisher publisher;
  private final EventBatchCodec codec;
  private final OutboxStore store;
  private final OutboxProperties limits;
  private final Traces traces;
  private final DistributionSummary batchSize;
  private final MeterRegistry meters;
  private final OncePer warnings = new OncePer(WARNING_SPAN);

  /** Batches that failed since the last warning. */
  private final AtomicInteger untold = new AtomicInteger();

  // Confirms arrive on the broker connection's own thread, which must not wait for the database.
  private final ExecutorService marker;

  BatchSender(
      BatchPublisher publisher,
      EventBatchCodec codec,
      OutboxStore store,
      OutboxProperties limits,
      Traces traces,
      MeterRegistry meters) {
    this.publisher = publisher;
    this.codec = codec;
    this.store = store;
    this.limits = limits;
    this.traces = traces;
    this.meters = meters;
    this.batchSize = meters.summary("zhaoli.outbox.batch.size");
    this.marker =
        Executors.newFixedThreadPool(
            MARKER_THREADS,
            task -> {
              Thread thread = new Thread(task, "outbox-marker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Sends the batch. Completes with true when it is published and marked so; with false when that
   * is not known in time, and then the sweeper sends it again. A confirm that comes later than that
   * still marks the batch: a slow broker is not sent the same events for ever.
   */
  CompletableFuture<Boolean> send(List<OutboxMember> batch) {
    int size = batch.size();
    // What waits for a late confirm keeps the ids only, not the events.
    List<String> eventIds = batch.stream().map(OutboxMember::eventId).toList();
    CompletableFuture<Void> confirmed = published(batch);
    CompletableFuture<Boolean> marked =
        confirmed.thenApplyAsync(
            confirm -> {
              store.markPublished(eventIds);
              batchSize.record(size);
              return true;
            },
            marker);
    return confirmed
        .copy()
        .orTimeout(limits.confirmTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(confirm -> marked)
        .exceptionally(
            failure -> {
              failed(failure);
              return false;
            });
  }

  /** While the broker is away each batch fails, which is no reason to fill the log. */
  private void failed(Throwable failure) {
    meters.counter("zhaoli.outbox.failed.batches").increment();
    untold.incrementAndGet();
    if (warnings.mayPass("unconfirmed")) {
      log.warn(
          "{} batches of events are not confirmed and will be sent again, the last for: {}",
          untold.getAndSet(0),
          rootOf(failure));
    }
  }

  private CompletableFuture<Void> published(List<OutboxMember> batch) {
    Traces.Step step =
        traces.shared("outbox publish", batch.stream().map(OutboxMember::traceparent).toList());
    try {
      byte[] frame = codec.frame(batch.stream().map(OutboxMember::bytes).toList());
      return publisher
          .publish(frame, step.context())
          .whenComplete((confirmed, failure) -> step.end(failure));
    } catch (RuntimeException e) {
      // Refused like any other, so that whoever sends several goes on with the next.
      step.end(e);
      return CompletableFuture.failedFuture(e);
    } finally {
      step.leave();
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  @PreDestroy
  void close() {
    marker.shutdown();
  }
}
