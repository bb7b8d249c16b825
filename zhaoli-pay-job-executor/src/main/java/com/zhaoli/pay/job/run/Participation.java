package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkBatch;
import com.zhaoli.pay.common.client.job.WorkRange;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One executor's part in a run: takes free ranges, as many as it has threads, works through each
 * batch by batch with a checkpoint after each, and stays until nothing of the run is left: the
 * ranges of an executor that dies are free when their leases end.
 *
 * <p>The caller's thread hands out and renews; it never waits on a service. A worker that has lost
 * its lease, or whose participation is over, ends after the batch that it is in; the checkpoint
 * that it could still set is refused by its lease's name.
 */
final class Participation {
  private static final Logger log = LoggerFactory.getLogger(Participation.class);

  /** A lease is renewed so often before it ends. */
  private static final int RENEWALS = 6;

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  /** How long a stopped participation waits for the batches that are under way. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private static final Duration GLANCE = Duration.ofMillis(100);

  /** A range whose keys cannot be read so often is recorded as failed. */
  private static final int MAX_TAKES = 5;

  private final RunStore store;
  private final Work work;
  private final RunBO run;
  private final int shard;
  private final int shards;
  private final Duration lease;
  private final Consumer<String> told;
  private final Map<Integer, RangeLease> inHand = new ConcurrentHashMap<>();
  private final BlockingQueue<Integer> finished = new LinkedBlockingQueue<>();
  private volatile boolean over;

  Participation(
      RunStore store,
      Work work,
      RunBO run,
      int shard,
      int shards,
      Duration lease,
      Consumer<String> told) {
    this.store = store;
    this.work = work;
    this.run = run;
    this.shard = shard;
    this.shards = shards;
    this.lease = lease;
    this.told = told;
  }

  /**
   * Works until the run is over.
   *
   * @return where the run stands then: DONE, or STOPPED or ABANDONED by somebody else, or still
   *     OPEN after {@link #end}
   * @throws InterruptedException when this thread is interrupted; ranges in hand are given back as
   *     soon as their batch has ended
   */
  RunStatus work() throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(run.threads(), this::worker);
    Pace pace = new Pace(store.progress(run.runNo()));
    long renewed = System.nanoTime();
    long toldAt = System.nanoTime();
    long lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    try {
      while (true) {
        boolean freed = finished.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS) != null;
        long now = System.nanoTime();
        if (now - renewed >= pause().toNanos()) {
          renewed = now;
          inHand.values().forEach(this::renew);
        }
        if (now - toldAt >= TELL_EVERY.toNanos()) {
          toldAt = now;
          told.accept(pace.line(store.progress(run.runNo())));
        }
        if (over) {
          return RunStatus.OPEN;
        }
        if (freed || now - lookedAt >= LOOK_EVERY.toNanos()) {
          lookedAt = now;
          finished.clear();
          RunStatus status = look(workers);
          if (status != RunStatus.OPEN) {
            return status;
          }
        }
      }
    } finally {
      over = true;
      workers.shutdown();
      awaitWorkers(workers);
    }
  }

  /** Between two renewals; also how long a range rests whose keys could not be read. */
  private Duration pause() {
    return lease.dividedBy(RENEWALS);
  }

  /** Ends it from another thread; what is in hand goes back after its batch. */
  void end() {
    over = true;
  }

  /** Fills the hands, and ends the run when there is nothing left. */
  private RunStatus look(ExecutorService workers) {
    RunStatus status = store.status(run.runNo());
    if (status != RunStatus.OPEN) {
      return status;
    }
    while (inHand.size() < run.threads()) {
      Optional<RangeLease> taken = store.take(run.runNo(), shard, shards, lease);
      if (taken.isEmpty()) {
        break;
      }
      RangeLease range = taken.get();
      inHand.put(range.rangeNo(), range);
      workers.execute(() -> work(range));
    }
    if (inHand.isEmpty() && store.progress(run.runNo()).isOver()) {
      store.finish(run.runNo());
      return store.status(run.runNo());
    }
    return RunStatus.OPEN;
  }

  private void renew(RangeLease range) {
    if (!store.renew(range, lease)) {
      // Finished this moment, or lost while this process stood still.
      inHand.remove(range.rangeNo(), range);
    }
  }

  private boolean goesOn(RangeLease range) {
    return !over && range.equals(inHand.get(range.rangeNo()));
  }

  private void work(RangeLease range) {
    try {
      String position = range.position();
      boolean more = true;
      while (more && goesOn(range)) {
        List<String> keys = keys(range, position);
        more = keys.size() == WorkBatch.MAX_KEYS;
        for (int from = 0; from < keys.size(); from += run.batchKeys()) {
          List<String> batch = keys.subList(from, Math.min(keys.size(), from + run.batchKeys()));
          if (!goesOn(range) || !workBatch(range, batch)) {
            return;
          }
          position = batch.get(batch.size() - 1);
        }
      }
      if (goesOn(range)) {
        store.finishRange(range);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      unreadable(range, e);
    } finally {
      inHand.remove(range.rangeNo(), range);
      finished.add(range.rangeNo());
      giveBack(range);
    }
  }

  private void giveBack(RangeLease range) {
    try {
      store.release(range);
    } catch (RuntimeException e) {
      log.info("range {} is free when its lease ends: {}", range.rangeNo(), e.getMessage());
    }
  }

  private List<String> keys(RangeLease range, String position) {
    return work.service()
        .keys(
            work.name(), new WorkRange(run.scope(), position, range.upToKey(), WorkBatch.MAX_KEYS))
        .keys();
  }

  /** False when the lease was lost. */
  private boolean workBatch(RangeLease range, List<String> batch) throws InterruptedException {
    Batch done = new Batch(work, run.scope(), false);
    done.work(batch, () -> goesOn(range));
    List<String> handled = batch.subList(0, done.handled());
    if (handled.isEmpty()) {
      return false;
    }
    return store.advance(run, range, handled, done.changed(), done.failures())
        && handled.size() == batch.size();
  }

  /** Left for another try, by whoever takes it; at the end, recorded as failed. */
  private void unreadable(RangeLease range, RuntimeException problem) {
    log.warn("Range {} of {} cannot be worked on now", range.rangeNo(), run.runNo(), problem);
    try {
      if (range.takes() >= MAX_TAKES) {
        store.giveUp(run, range, Batch.reason(problem));
      } else {
        store.putBack(range, pause());
      }
    } catch (RuntimeException e) {
      log.info("the database is away: {}", e.getMessage());
    }
  }

  private void awaitWorkers(ExecutorService workers) {
    try {
      // Never interrupted: a batch that was done and not checked off would be asked for again.
      if (!workers.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("{} gives its last ranges back when their batches end", run.runNo());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread worker(Runnable task) {
    Thread thread = new Thread(task, "job-" + run.job());
    thread.setDaemon(true);
    return thread;
  }
}
