package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.notify.delivery.DeliveryBatch;
import com.zhaoli.pay.notify.delivery.DeliveryEngine;
import com.zhaoli.pay.notify.delivery.Incoming;
import com.zhaoli.pay.notify.delivery.Patience;
import com.zhaoli.pay.notify.delivery.Verdict;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/**
 * Delivers on the executor {@code notifyExecutor}, by the same engine as the broker's consumers.
 */
@Component
public class AsyncDelivery {
  private static final Logger log = LoggerFactory.getLogger(AsyncDelivery.class);

  private final DeliveryEngine engine;
  private final Counter rejected;
  private final Patience patience = new Patience(this::isStopping);
  private volatile boolean stopping;

  AsyncDelivery(DeliveryEngine engine, MeterRegistry meters) {
    this.engine = engine;
    this.rejected =
        Counter.builder("zhaoli.notify.async.rejected")
            .description("Events that found the executor full and were left to the poller")
            .register(meters);
  }

  /**
   * Delivers events that were just stored.
   *
   * @return what became of each target of each event
   */
  @Async("notifyExecutor")
  public CompletableFuture<List<Verdict>> deliver(TargetKind kind, List<Incoming> incoming) {
    return CompletableFuture.completedFuture(
        process(new DeliveryBatch(kind, NotificationLog.newOwner(), true, false, incoming)));
  }

  /** Delivers here and now what waited in the database and is leased under {@code owner}. */
  public List<Verdict> deliver(TargetKind kind, String owner, List<Incoming> incoming) {
    return process(new DeliveryBatch(kind, owner, true, true, incoming));
  }

  private List<Verdict> process(DeliveryBatch batch) {
    int events = batch.members().size();
    try {
      return engine.process(batch, patience);
    } catch (Patience.ExhaustedException e) {
      log.info("Stopped with {} deliveries unfinished; the poller takes them", events);
      return List.of();
    } catch (RuntimeException e) {
      log.error("{} deliveries ended in an error; the poller takes them", events, e);
      return List.of();
    }
  }

  public void leftToPoller(TargetKind kind, int events) {
    rejected.increment(events);
    log.warn("The executor is full: {} events for {} are left to the poller", events, kind);
  }

  @EventListener(ContextClosedEvent.class)
  public void stopSoon() {
    stopping = true;
  }

  /** Whether this process ends: what is not begun is for another one. */
  public boolean isStopping() {
    return stopping;
  }
}
