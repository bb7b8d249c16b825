package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentSync;
import com.zhaoli.pay.payment.order.PaymentSync.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the channels for all payments that are due: those whose outcome is unknown, and those whose
 * callback may have been missed. Rows are leased in small chunks, so that any number of instances
 * share them; what a dying one held is due again when the lease ends. One answer that fails does
 * not stop the others.
 */
@Component
public class SyncSweep {
  private static final Logger log = LoggerFactory.getLogger(SyncSweep.class);
  private static final int THREADS = 8;
  private static final int CHUNK = 16;
  private static final int SWEEP_LIMIT = 160;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

  /** Longer than a chunk takes when every call runs into its time-out. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final PaymentSync payments;
  private final MeterRegistry meters;
  private final ExecutorService threads;

  SyncSweep(PaymentSync payments, MeterRegistry meters) {
    this.payments = payments;
    this.meters = meters;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "payment-sync");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How it went. */
  public record Summary(int examined, int changed, int failed) {
    static final Summary NONE = new Summary(0, 0, 0);

    private Summary plus(Answer answer) {
      return switch (answer) {
        case CHANGED -> new Summary(examined + 1, changed + 1, failed);
        case UNCHANGED -> new Summary(examined + 1, changed, failed);
        case FAILED -> new Summary(examined + 1, changed, failed + 1);
      };
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.sync.interval:2s}")
  void sweep() {
    Summary summary = sweep(0, 1, SWEEP_LIMIT);
    if (summary.changed() > 0 || summary.failed() > 0) {
      log.info("sync asked for open payments: {}", summary);
    }
  }

  /**
   * Asks for due payments of a shard, until the limit is reached, none is left, or twenty seconds
   * are over.
   */
  public Summary sweep(int shard, int shards, int limit) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    Summary summary = Summary.NONE;
    while (summary.examined() < limit && System.nanoTime() < deadline) {
      int chunk = Math.min(CHUNK, limit - summary.examined());
      List<PaymentBO> due = payments.leaseDue(shard, shards, chunk, LEASE);
      for (Answer answer : askAll(due)) {
        summary = summary.plus(answer);
        meters.counter("zhaoli.sync", "answer", answer.name().toLowerCase(Locale.ROOT)).increment();
      }
      if (due.size() < chunk) {
        break;
      }
    }
    return summary;
  }

  private List<Answer> askAll(List<PaymentBO> due) {
    List<Callable<Answer>> questions = new ArrayList<>();
    for (PaymentBO payment : due) {
      questions.add(() -> payments.sync(payment));
    }
    List<Answer> answers = new ArrayList<>();
    try {
      for (Future<Answer> future : threads.invokeAll(questions)) {
        answers.add(answerOf(future));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private static Answer answerOf(Future<Answer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      log.error("a payment could not be synced and stays due", e.getCause());
      return Answer.FAILED;
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
