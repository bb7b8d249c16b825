package com.zhaoli.pay.payment.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes committed events, merges them and sends them, many batches in flight but never more than
 * configured. It is the fast way only: whatever it cannot take, loses or dies with stays
 * unpublished in the database, where the sweeper finds it.
 */
@Component
class EventRelay implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(EventRelay.class);

  /** As long as that an idle relay takes to see that it is to stop. */
  private static final Duration IDLE_POLL = Duration.ofMillis(100);

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  private final BlockingQueue<OutboxMember> queue;
  private final BatchMerger merger;
  private final BatchSender sender;
  private final Semaphore inFlight;
  private final int maxInFlight;
  private final Counter overflow;
  private final Timer linger;
  private volatile @Nullable ExecutorService thread;
  private volatile boolean isStopping;

  EventRelay(OutboxProperties limits, BatchSender sender, MeterRegistry meters) {
    this.queue = new ArrayBlockingQueue<>(limits.queueCapacity());
    this.merger = new BatchMerger(limits);
    this.sender = sender;
    this.maxInFlight = limits.maxInFlight();
    this.inFlight = new Semaphore(maxInFlight);
    this.overflow = meters.counter("zhaoli.outbox.overflow");
    this.linger =
        Timer.builder("zhaoli.outbox.linger")
            .description("How long the first event of a batch waited for others")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(1))
            .register(meters);
    meters.gaugeCollectionSize("zhaoli.outbox.queue", List.of(), queue);
  }

  /** Takes the event if there is room and it goes on, at once either way. */
  void offer(OutboxMember member) {
    if (!isStopping && !queue.offer(member)) {
      overflow.increment();
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        // Asked before the queue is: what was taken before the stop is seen by this look.
        boolean isLast = isStopping;
        List<OutboxMember> batch =
            isLast ? merger.rest(queue, linger) : merger.next(queue, IDLE_POLL, linger);
        if (!batch.isEmpty()) {
          send(batch);
        } else if (isLast) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) {
        // Nobody else would run it again: an Error of one batch must not end the relay for good.
        log.error("the relay goes on after a batch that failed; the sweeper will send it", e);
      }
    }
  }

  private void send(List<OutboxMember> batch) throws InterruptedException {
    inFlight.acquire();
    boolean isHandedOver = false;
    try {
      CompletableFuture<Boolean> sent = sender.send(batch);
      isHandedOver = true;
      var unused = sent.whenComplete((published, failure) -> inFlight.release());
    } finally {
      if (!isHandedOver) {
        inFlight.release();
      }
    }
  }

  @Override
  public void start() {
    ExecutorService started =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread relayThread = new Thread(task, "outbox-relay");
              relayThread.setDaemon(true);
              return relayThread;
            });
    isStopping = false;
    thread = started;
    started.execute(this::run);
  }

  /**
   * Takes no more, sends what it has, without waiting for more, and waits for confirms a little.
   * What is not sent in five seconds is the sweeper's.
   */
  @Override
  public void stop() {
    ExecutorService running = thread;
    if (running == null) {
      return;
    }
    thread = null;
    isStopping = true;
    running.shutdown();
    try {
      long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
      boolean isSent = running.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (isSent
          && inFlight.tryAcquire(
              maxInFlight, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        inFlight.release(maxInFlight);
      } else {
        log.info("the relay stops with unconfirmed batches; the sweeper will send them again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Starts before the web server and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
