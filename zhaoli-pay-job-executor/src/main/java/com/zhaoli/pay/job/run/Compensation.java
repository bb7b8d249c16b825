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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * Does the recorded batches of failed keys again: exactly those, each once for a trigger, whichever
 * executors take part. What fails again stays recorded, with its new reason; what has failed too
 * often ({@link RunProperties#redos}) is given up, which is logged as an error, and done again only
 * when a trigger says so. A fault of our own database is no failure of the keys. Batches of a job
 * that is not here are left to executors that have it: the run fails, and they are given up when
 * none had them for days.
 */
@Component
final class Compensation implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(Compensation.class);
  private static final String NAME = "jobCompensation";
  private static final String JOB = "job";
  private static final String GIVEN_UP = "givenUp";

  /** Renewed before each call, which is shorter; a batch takes as many calls as it needs. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  /** As long as compensations every half an hour try a batch by default. */
  private static final Duration MISSED_FOR = Duration.ofDays(2);

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

    /** Batches that could not be done, or not be settled, for reasons of our own. */
    private final AtomicLong left = new AtomicLong();

    private volatile boolean over;

    @Override
    public String toString() {
      return "%d batches with %d keys done again, %d keys failed again%s%s"
          .formatted(
              batches.get(),
              keys.get(),
              failed.get(),
              givenUp.get() == 0 ? "" : ", %d batches given up".formatted(givenUp.get()),
              left.get() == 0 ? "" : ", %d batches left as they were".formatted(left.get()));
    }
  }

  @Override
  public String run(JobRun run) throws InterruptedException {
    Map<String, String> said =
        RunParameters.pairs(NAME, Set.of(JOB, GIVEN_UP, "threads"), run.parameter());
    int threads = RunParameters.threads(NAME, said);
    Instant before = before(run);
    String job = job(said.get(JOB), before);
    if (RunParameters.flag(NAME, said, GIVEN_UP)) {
      int reopened = store.reopenFailed(job, before);
      run.log().accept("%d batches had been given up.".formatted(reopened));
    }
    Tally tally = new Tally();
    ExecutorService workers = Executors.newFixedThreadPool(threads, Compensation::thread);
    try {
      handOut(of(job, works.keySet()), before, threads, workers, tally, run);
    } finally {
      // Not interrupted: what was done and not settled would be done again.
      tally.over = true;
      workers.shutdown();
    }
    Set<String> missing = missing(job, before, tally);
    boolean stay = tally.failed.get() + tally.left.get() > 0;
    String told = tally + (stay ? ", which stay recorded." : ".");
    if (!missing.isEmpty()) {
      throw new JobFailedException(
          "%s Batches of %s wait for an executor that has this job."
              .formatted(told, String.join(", ", missing)));
    }
    if (stay) {
      throw new JobFailedException(told);
    }
    return told;
  }

  /**
   * What fails again, or fails only now, is for the next trigger. The shards of one begin one after
   * the other, so the time is the trigger's, unless the admin's clock is ahead of ours.
   */
  private Instant before(JobRun run) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return run.triggeredAt().isBefore(now) ? run.triggeredAt() : now;
  }

  /**
   * Of some jobs those that the trigger is about.
   *
   * @param job empty: all
   */
  private static Set<String> of(String job, Set<String> jobs) {
    Set<String> about = new TreeSet<>(jobs);
    if (!job.isEmpty()) {
      about.retainAll(Set.of(job));
    }
    return about;
  }

  /** The jobs of batches that no executor of this version can do; those nobody had are given up. */
  private Set<String> missing(String job, Instant before, Tally tally) {
    Set<String> missing = of(job, store.jobsOfOpenFailed(before));
    missing.removeAll(works.keySet());
    if (missing.isEmpty()) {
      return missing;
    }
    log.warn("failed batches of {} wait for an executor that has this job", missing);
    int givenUp = store.giveUpFailed(missing, clock.instant().minus(MISSED_FOR));
    if (givenUp > 0) {
      tally.givenUp.addAndGet(givenUp);
      log.error(
          "{} failed batches of {} are given up: no executor had them for {}",
          givenUp,
          missing,
          MISSED_FOR);
    }
    return missing;
  }

  /** One that was removed is known as long as it has batches. */
  private String job(@Nullable String named, Instant before) {
    if (named == null) {
      return "";
    }
    if (!works.containsKey(named)
        && !store.jobsOfOpenFailed(before).contains(named)
        && !store.jobsOfGivenUp(before).contains(named)) {
      throw new JobFailedException(
          "%s knows no job \"%s\"; there are %s."
              .formatted(
                  NAME, named, String.join(", ", works.keySet().stream().sorted().toList())));
    }
    return named;
  }

  private void handOut(
      Set<String> jobs,
      Instant before,
      int threads,
      ExecutorService workers,
      Tally tally,
      JobRun run)
      throws InterruptedException {
    long total = store.failedBatches(jobs, before);
    run.log().accept("%d failed batches were recorded before %s.".formatted(total, before));
    Teller teller =
        new Teller(
            run.log(),
            () -> {
              long left = store.failedBatches(jobs, before);
              return new Progress(
                  total, total - left, tally.changed.get(), tally.failed.get(), left);
            });
    Semaphore free = new Semaphore(threads);
    String position = "";
    while (true) {
      teller.await(free, 1);
      Optional<FailedBatchBO> taken = store.takeFailed(jobs, position, before, LEASE);
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
    // Only batches of our jobs are asked for.
    Work work = Objects.requireNonNull(works.get(batch.job()));
    try {
      redo(work, batch, tally);
    } catch (InterruptedException e) {
      release(batch);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Our own database, as the service's faults are the keys' failures.
      tally.left.incrementAndGet();
      log.warn("failed batch {} is left as it was", batch.batchNo(), e);
      release(batch);
    }
  }

  private void redo(Work work, FailedBatchBO batch, Tally tally) throws InterruptedException {
    List<String> keys;
    try {
      keys = keys(work, batch);
    } catch (RuntimeException e) {
      log.warn("the keys of failed batch {} cannot be read now", batch.batchNo(), e);
      tally.failed.incrementAndGet();
      failAgain(batch, batch.keys(), Batch.reason(e), batch.redos() + 1, true, tally);
      return;
    }
    Batch done = new Batch(work, batch.scope(), true);
    done.work(keys, () -> !tally.over && store.renewFailed(batch, LEASE));
    settle(batch, done, keys, tally);
  }

  private void release(FailedBatchBO batch) {
    try {
      store.releaseFailed(batch);
    } catch (RuntimeException e) {
      log.warn("failed batch {} is free when its lease ends: {}", batch.batchNo(), e.getMessage());
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
    int redos = batch.redos() + (done.failures().isEmpty() ? 0 : 1);
    boolean whole = done.handled() == keys.size();
    if (left.isEmpty()
        ? store.settleDone(batch)
        : failAgain(batch, leftKeys, left.get(0).reason(), redos, whole, tally)) {
      tally.batches.incrementAndGet();
      tally.keys.addAndGet(done.handled());
      tally.changed.addAndGet(done.changed());
      tally.failed.addAndGet(done.failures().size());
    }
  }

  /**
   * Keeps what is left.
   *
   * @param redos how often keys of it failed again, with this time
   * @param whole false: some keys were not reached, so they are not given up
   */
  private boolean failAgain(
      FailedBatchBO batch,
      List<String> keys,
      String reason,
      int redos,
      boolean whole,
      Tally tally) {
    boolean givenUp = whole && redos >= properties.redos();
    boolean settled = store.settleFailed(batch, keys, reason, redos, givenUp);
    if (settled && givenUp) {
      tally.givenUp.incrementAndGet();
      log.error(
          "failed batch {} of {} is given up after {} times: {}",
          batch.batchNo(),
          batch.job(),
          redos,
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
