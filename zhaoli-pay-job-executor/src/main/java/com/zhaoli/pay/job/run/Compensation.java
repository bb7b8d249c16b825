package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does the recorded batches of failed keys again: exactly those, each once in a run, whichever
 * executors take part. What fails again stays recorded, with its new reason.
 */
@Component
final class Compensation implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(Compensation.class);
  private static final String NAME = "jobCompensation";
  private static final String JOB = "job";

  /** Longer than all calls for a batch may take. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final int TELL_EVERY = 20;

  private final RunStore store;
  private final Map<String, Work> works;
  private final Clock clock;

  Compensation(RunStore store, List<Work> works, Clock clock) {
    this.store = store;
    this.works = works.stream().collect(Collectors.toMap(Work::job, Function.identity()));
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** What was done so far. */
  private static final class Tally {
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean over;

    @Override
    public String toString() {
      return "%d batches with %d keys done again, %d keys failed again"
          .formatted(batches.get(), keys.get(), failed.get());
    }
  }

  @Override
  public String run(JobRun run) throws InterruptedException {
    Map<String, String> said = RunParameters.pairs(NAME, Set.of(JOB, "threads"), run.parameter());
    int threads = RunParameters.threads(NAME, said);
    String job = job(said.get(JOB));
    Tally tally = new Tally();
    run.log().accept("%d failed batches are recorded.".formatted(store.failedBatches(job)));
    ExecutorService workers = Executors.newFixedThreadPool(threads, Compensation::thread);
    try {
      handOut(job, new Semaphore(threads), threads, workers, tally, run);
    } finally {
      // Not interrupted: what was done and not settled would be done again.
      tally.over = true;
      workers.shutdown();
    }
    if (tally.failed.get() > 0) {
      throw new JobFailedException(tally + ", which stay recorded.");
    }
    return tally + ".";
  }

  private String job(@Nullable String named) {
    if (named == null) {
      return "";
    }
    if (!works.containsKey(named)) {
      throw new JobFailedException(
          "%s knows no job \"%s\"; there are %s."
              .formatted(
                  NAME, named, String.join(", ", works.keySet().stream().sorted().toList())));
    }
    return named;
  }

  private void handOut(
      String job, Semaphore free, int threads, ExecutorService workers, Tally tally, JobRun run)
      throws InterruptedException {
    // What fails again, or fails only now, is for the next run.
    Instant before = clock.instant();
    String position = "";
    while (true) {
      free.acquire();
      Optional<FailedBatchBO> taken = store.takeFailed(job, position, before, LEASE);
      if (taken.isEmpty()) {
        break;
      }
      FailedBatchBO batch = taken.get();
      position = batch.batchNo();
      workers.execute(
          () -> {
            try {
              redo(batch, tally);
            } finally {
              free.release();
            }
          });
      if (tally.batches.get() % TELL_EVERY == TELL_EVERY - 1) {
        run.log().accept(tally + " so far.");
      }
    }
    free.release();
    // All are back when no batch is under way any more.
    if (!free.tryAcquire(threads, LEASE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new JobFailedException(tally + "; some batches are still under way.");
    }
  }

  private void redo(FailedBatchBO batch, Tally tally) {
    Work work = works.get(batch.job());
    if (work == null) {
      log.warn("failed batch {} is of {}, which is no job any more", batch.batchNo(), batch.job());
      store.releaseFailed(batch);
      return;
    }
    try {
      Batch done = new Batch(work, batch.scope(), true);
      List<String> keys = keys(work, batch);
      done.work(keys, () -> !tally.over);
      if (done.handled() < keys.size()) {
        store.releaseFailed(batch);
        return;
      }
      store.settleFailed(batch, done.failures());
      tally.batches.incrementAndGet();
      tally.keys.addAndGet(done.handled());
      tally.failed.addAndGet(done.failures().size());
    } catch (InterruptedException e) {
      store.releaseFailed(batch);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("failed batch {} cannot be done again now", batch.batchNo(), e);
      store.releaseFailed(batch);
      tally.failed.incrementAndGet();
    }
  }

  /** Those that failed; of a range whose keys could not be read, those that it has now. */
  private static List<String> keys(Work work, FailedBatchBO batch) {
    if (!batch.keys().isEmpty()) {
      return batch.keys();
    }
    // A range has fewer keys than a page.
    return work.service()
        .keys(
            work.name(),
            new WorkRange(batch.scope(), batch.afterKey(), batch.upToKey(), WorkBatch.MAX_KEYS))
        .keys();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, NAME);
    thread.setDaemon(true);
    return thread;
  }
}
