package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Damaged;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.NotThere;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Read;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.reconcile.BillComparison.Result;
import com.zhaoli.pay.payment.reconcile.internal.BillStaging;
import com.zhaoli.pay.payment.reconcile.internal.Books;
import com.zhaoli.pay.payment.reconcile.internal.DifferenceStore;
import com.zhaoli.pay.payment.reconcile.internal.RunStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works on runs that are due, one at a time in this process: fetches the bill, compares it, says
 * what came of it. A run is leased, so any number of instances share them; what a dying one had is
 * due again when its lease ends, and is then made from the beginning. No transaction is open while
 * a bill is read.
 */
@Component
class ReconcileWorker {
  private static final Logger log = LoggerFactory.getLogger(ReconcileWorker.class);

  /** The pass wakes us again; no call goes on for ever. */
  private static final int MAX_RUNS = 1_000;

  /** So often a channel is asked for the bill of a day of which our books have nothing. */
  private static final int QUIET_TRIES = 6;

  private final RunStore runs;
  private final BillStaging staging;
  private final Books books;
  private final DifferenceStore differences;
  private final ChannelRegistry channels;
  private final ReconcileProperties limits;
  private final MeterRegistry meters;
  private final Clock clock;

  // One thread and one place in the queue: who wakes a busy worker has it look once more.
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(1),
          task -> {
            Thread made = new Thread(task, "reconcile");
            made.setDaemon(true);
            return made;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  ReconcileWorker(
      RunStore runs,
      BillStaging staging,
      Books books,
      DifferenceStore differences,
      ChannelRegistry channels,
      ReconcileProperties limits,
      MeterRegistry meters,
      Clock clock) {
    this.runs = runs;
    this.staging = staging;
    this.books = books;
    this.differences = differences;
    this.channels = channels;
    this.limits = limits;
    this.meters = meters;
    this.clock = clock;
  }

  /** Has due runs worked on, in a thread of its own. */
  void wake() {
    thread.execute(
        () -> {
          try {
            workDue();
          } catch (RuntimeException e) {
            log.error("reconciliation broke off and goes on at its next pass", e);
          }
        });
  }

  /** Works on runs until none is due; how many it took up. */
  int workDue() {
    int taken = 0;
    while (taken < MAX_RUNS && !Thread.currentThread().isInterrupted()) {
      Optional<Lease> lease = runs.takeDue();
      if (lease.isEmpty()) {
        break;
      }
      taken++;
      work(lease.get());
    }
    return taken;
  }

  /** Works on a run that was taken up. Whatever happens, the run has an owner or is due again. */
  void work(Lease lease) {
    try {
      if (lease.tries() > limits.retryLimit()) {
        end(lease, RunStatus.FAILED, "it was taken up often and never came to an end", null);
        return;
      }
      reconcile(lease, new WorkLimit(lease, runs, limits.runLimit()));
    } catch (LeaseLostException e) {
      log.warn("reconciliation of {} {} stops: {}", lease.account(), lease.day(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("reconciliation of {} {} broke off", lease.account(), lease.day(), e);
      failQuietly(lease, e);
    }
  }

  private void reconcile(Lease lease, WorkLimit limit) {
    do {
      limit.step();
    } while (staging.removeSome(lease.runNo(), lease.turn() - 1));
    BillOutcome outcome = fetch(lease, limit);
    count(outcome);
    if (outcome instanceof Read) {
      compare(lease, limit);
    } else if (outcome instanceof NotThere) {
      notThere(lease);
    } else if (outcome instanceof Damaged damaged) {
      log.error(
          "ALERT: the bill of {} of {} is damaged and was not compared: {}",
          lease.account(),
          lease.day(),
          damaged.reason());
      again(lease, RunStatus.FAILED, "the bill is damaged: " + damaged.reason());
    } else if (outcome instanceof Unknown unknown) {
      again(lease, RunStatus.FAILED, "the bill could not be had: " + unknown.reason());
    }
  }

  /** Where our books have nothing of that day either, that is how it should be. */
  private void notThere(Lease lease) {
    boolean expected =
        lease.tries() >= QUIET_TRIES
            && books
                .channelsWithBusiness(
                    lease.account().channelAccountNo(),
                    lease.day(),
                    Set.of(lease.account().channel()),
                    limits.pageRows())
                .isEmpty();
    if (expected) {
      runs.fail(lease, RunStatus.NOT_THERE, "there is no bill, and nothing that it lacks", null);
      settled(lease.account(), lease.day());
    } else {
      again(lease, RunStatus.NOT_THERE, "the channel has no bill of that day");
    }
  }

  private BillOutcome fetch(Lease lease, WorkLimit limit) {
    Optional<ChannelBills> bills = channels.findBills(lease.account().channel());
    if (bills.isEmpty()) {
      return new Unknown("nothing here reads bills of " + lease.account().channel());
    }
    BillIntake intake = new BillIntake(lease, staging, limit, limits.batchRows());
    return intake.take(
        () -> bills.get().read(lease.account().channelAccountNo(), lease.day().date(), intake));
  }

  private void count(BillOutcome outcome) {
    meters
        .counter(
            "zhaoli.reconcile.bills",
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
  }

  private void compare(Lease lease, WorkLimit limit) {
    runs.beginComparing(lease);
    Result result =
        new BillComparison(lease, runs, staging, books, differences, limits, limit).run();
    runs.finish(lease, result.totals(), result.differences(), result.askedFor() > 0);
    log.info("reconciliation of {} {} is done: {}", lease.account(), lease.day(), result);
    alert(lease.account(), lease.day());
    settled(lease.account(), lease.day());
    settledNeighbour(lease.account(), lease.day().previous());
    settledNeighbour(lease.account(), lease.day().next());
  }

  /** A neighbour that was settled while we compared did not know of what we found. */
  private void settledNeighbour(BillAccount account, BusinessDay day) {
    if (runs.find(account, day).filter(RunBO::isSettled).isPresent()) {
      settled(account, day);
    }
  }

  /** There is nothing more to come of this day's bill: what waited for it is decided. */
  private void settled(BillAccount account, BusinessDay day) {
    boolean some = false;
    for (Kind subject : Kind.values()) {
      while (differences.settleSomeWaiting(account, day, subject)) {
        some = true;
      }
    }
    if (some) {
      alert(account, day.previous());
      alert(account, day.next());
    }
  }

  private void alert(BillAccount account, BusinessDay day) {
    runs.find(account, day)
        .ifPresent(
            run ->
                differences.alert(
                    run.runNo(),
                    news ->
                        log.error(
                            "ALERT: the bill of {} of {} differs from our books: {}",
                            account,
                            day,
                            news)));
  }

  private void again(Lease lease, RunStatus status, String reason) {
    end(
        lease,
        status,
        reason,
        RetrySchedule.next(lease.tries(), clock.instant(), limits).orElse(null));
  }

  private void end(Lease lease, RunStatus status, String reason, @Nullable Instant dueAt) {
    runs.fail(lease, status, reason, dueAt);
    if (dueAt == null) {
      log.error(
          "ALERT: the reconciliation of {} {} was given up: {}",
          lease.account(),
          lease.day(),
          reason);
      settled(lease.account(), lease.day());
    } else {
      log.warn(
          "reconciliation of {} {} goes on at {}: {}", lease.account(), lease.day(), dueAt, reason);
    }
  }

  /** The database may be what broke: then the lease ends by itself. */
  private void failQuietly(Lease lease, RuntimeException cause) {
    try {
      again(lease, RunStatus.FAILED, "the work broke off: " + cause);
    } catch (RuntimeException e) {
      log.warn("run {} is due again when its lease ends: {}", lease.runNo(), e.toString());
    }
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }
}
