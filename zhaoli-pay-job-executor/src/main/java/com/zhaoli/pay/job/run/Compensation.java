package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does the recorded batches of failed keys again: exactly those, each once in a run, whichever
 * executors take part. What fails again stays recorded, with its new reason; what has failed too
 * often ({@link RunProperties#redos}) is given up, which is logged as an error, and done again only
 * when a trigger says so.
 */
@Component
final class Compensation implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(Compensation.class);
  private static final String NAME = "jobCompensation";
  private static final String JOB = "job";
  private static final String GIVEN_UP = "givenUp";

  /** Renewed before each call, which is shorter; a batch takes as many calls as it needs. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final Duration TELL_EVERY = Duration.ofSeconds(5);
  private static final String NOT_YET = "stopped before it was done again";

  private final RunStore store;
  private final Map<String, Work> works;
  private final RunProperties properties;
  private final Clock clock;

  Compensation(RunStore store, List<Work> works, RunProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
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
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private volatile boolean over;

    @Override
    public String toString() {
      return "%d batches with %d keys done again, %d keys failed again%s"
          .formatted(
              batches.get(),
              keys.get(),
              failed.get(),
              givenUp.get() == 0 ? "" : ", %d batches given up".formatted(givenUp.get()));
    }
  }

  @Override
  public String run(JobRun run) throws InterruptedException {
    Map<String, String> said =
        RunParameters.pairs(NAME, Set.of(JOB, GIVEN_UP, "threads"), run.parameter());
    int threads = RunParameters.threads(NAME, said);
    String job = job(said.get(JOB));
    if (RunParameters.flag(NAME, said, GIVEN_UP)) {
      run.log().accept("%d batches had been given up.".formatted(store.reopenFailed(job)));
    }
    Tally tally = new Tally();
    ExecutorService workers = Executors.newFixedThreadPool(threads, Compensation::thread);
    try {
      handOut(job, threads, workers, tally, run);
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

  private void handOut(String job, int threads, ExecutorService workers, Tally tally, JobRun run)
      throws InterruptedException {
    // What fails again, or fails only now, is for the next run.
    Instant began = clock.instant();
    long total = store.failedBatches(job, began);
    run.log().accept("%d failed batches are recorded.".formatted(total));
    Teller teller =
        new Teller(
            run.log(),
            () -> {
              long left = store.failedBatches(job, began);
              return new Progress(
                  total, total - left, tally.changed.get(), tally.failed.get(), left);
            });
    Semaphore free = new Semaphore(threads);
    String position = "";
    while (true) {
      teller.await(free, 1);
      Optional<FailedBatchBO> taken = store.takeFailed(job, position, began, LEASE);
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
    }
    free.release();
    // All are back when no batch is under way any more.
    teller.await(free, threads);
  }

  /** Tells how it comes along, every few seconds. */
  private static final class Teller {
    private final Consumer<String> told;
    private final Supplier<Progress> progress;
    private final Pace pace;
    private long toldAt = System.nanoTime();

    Teller(Consumer<String> told, Supplier<Progress> progress) {
      this.told = told;
      this.progress = progress;
      this.pace = new Pace(progress.get());
    }

    void await(Semaphore free, int permits) throws InterruptedException {
      while (true) {
        long left = TELL_EVERY.toNanos() - (System.nanoTime() - toldAt);
        if (left <= 0) {
          toldAt = System.nanoTime();
          told.accept(pace.line(progress.get()));
        } else if (free.tryAcquire(permits, left, TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    }
  }

  private void redo(FailedBatchBO batch, Tally tally) {
    Work work = works.get(batch.job());
    if (work == null) {
      failAgain(batch, batch.keys(), batch.job() + " is no job any more", true, tally);
      return;
    }
    try {
      Batch done = new Batch(work, batch.scope(), true);
      List<String> keys = keys(work, batch);
      done.work(keys, () -> !tally.over && store.renewFailed(batch, LEASE));
      settle(batch, done, keys, tally);
    } catch (InterruptedException e) {
      store.releaseFailed(batch);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("failed batch {} cannot be done again now", batch.batchNo(), e);
      failAgain(batch, batch.keys(), Batch.reason(e), true, tally);
      tally.failed.incrementAndGet();
    }
  }

  /** Where it was stopped half-way, what is done is not done a third time. */
  private void settle(FailedBatchBO batch, Batch done, List<String> keys, Tally tally) {
    if (done.handled() == 0 && !keys.isEmpty()) {
      store.releaseFailed(batch);
      return;
    }
    List<WorkResult.Failure> left = new ArrayList<>(done.failures());
    for (String key : keys.subList(done.handled(), keys.size())) {
      left.add(new WorkResult.Failure(key, NOT_YET));
    }
    List<String> leftKeys = left.stream().map(WorkResult.Failure::key).toList();
    if (left.isEmpty()
        ? store.settleDone(batch)
        : failAgain(batch, leftKeys, left.get(0).reason(), !done.failures().isEmpty(), tally)) {
      tally.batches.incrementAndGet();
      tally.keys.addAndGet(done.handled());
      tally.changed.addAndGet(done.changed());
      tally.failed.addAndGet(done.failures().size());
    }
  }

  /**
   * Keeps what is left.
   *
   * @param tried false: it was only not reached, so it is not given up
   */
  private boolean failAgain(
      FailedBatchBO batch, List<String> keys, String reason, boolean tried, Tally tally) {
    boolean givenUp = tried && batch.redos() + 1 >= properties.redos();
    boolean settled = store.settleFailed(batch, keys, reason, givenUp);
    if (settled && givenUp) {
      tally.givenUp.incrementAndGet();
      log.error(
          "failed batch {} of {} is given up after {} times: {}",
          batch.batchNo(),
          batch.job(),
          properties.redos(),
          reason);
    }
    return settled;
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
