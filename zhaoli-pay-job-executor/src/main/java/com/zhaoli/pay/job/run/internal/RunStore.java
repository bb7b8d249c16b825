package com.zhaoli.pay.job.run.internal;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkResult;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.job.run.FailedBatchBO;
import com.zhaoli.pay.job.run.Progress;
import com.zhaoli.pay.job.run.RangeLease;
import com.zhaoli.pay.job.run.RunBO;
import com.zhaoli.pay.job.run.RunStatus;
import com.zhaoli.pay.job.run.internal.RunMapper.NewRange;
import com.zhaoli.pay.job.run.internal.RunMapper.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs in the database. Every change is a compare-and-set that says whether it took place. */
@Component
public class RunStore {
  /** Executors that look at the same moment should not all try the same range. */
  private static final int CANDIDATES = 16;

  private static final int INSERT_PORTION = 500;
  private static final int UPDATE_PORTION = 1_000;
  private static final int MAX_REASON = 500;
  private static final String OPEN = "OPEN";
  private static final String GIVEN_UP = "GIVEN_UP";
  private static final String DONE = "DONE";
  private static final String RUN_PREFIX = "run_";
  private static final String BATCH_PREFIX = "jfb_";

  private final RunMapper runs;
  private final FailedBatchMapper batches;
  private final Clock clock;

  RunStore(RunMapper runs, FailedBatchMapper batches, Clock clock) {
    this.runs = runs;
    this.batches = batches;
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Begins a run whose cut-off is now.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the job has an open run
   */
  public RunBO begin(String job, @Nullable LocalDate day, int threads, int batchKeys) {
    Instant now = now();
    RunBO run =
        new RunBO(
            Ids.withPrefix(RUN_PREFIX),
            job,
            now,
            day,
            threads,
            batchKeys,
            RunStatus.PLANNING,
            0,
            now);
    runs.insert(run);
    return run;
  }

  public Optional<RunBO> open(String job) {
    return Optional.ofNullable(runs.open(job));
  }

  public Optional<RunBO> newest(String job) {
    return Optional.ofNullable(runs.newest(job));
  }

  public Optional<RunBO> done(String job, LocalDate day) {
    return Optional.ofNullable(runs.done(job, day));
  }

  public List<RunBO> allOpen() {
    return runs.allOpen();
  }

  public RunBO get(String runNo) {
    RunBO run = runs.one(runNo);
    if (run == null) {
      throw new IllegalStateException("there is no run " + runNo);
    }
    return run;
  }

  public RunStatus status(String runNo) {
    RunStatus status = runs.status(runNo);
    return status == null ? RunStatus.ABANDONED : status;
  }

  /** Goes on with an open run, stopped or not; false when it has ended meanwhile. */
  public boolean resume(String runNo, int threads, int batchKeys) {
    return runs.resume(runNo, threads, batchKeys, now()) > 0;
  }

  public void stop(String runNo) {
    runs.stop(runNo, now());
  }

  public void abandon(String runNo) {
    runs.abandon(runNo, now());
  }

  /** Whether this ended the run; false while something of it is left. */
  public boolean finish(String runNo) {
    return runs.finish(runNo, now()) > 0;
  }

  /** The right to make the ranges of a run, if nobody else has it. */
  public Optional<String> claimPlan(String runNo, Duration lease) {
    String owner = Ids.withPrefix("own_");
    Instant now = now();
    return runs.claimPlan(runNo, owner, now, now.plus(lease)) > 0
        ? Optional.of(owner)
        : Optional.empty();
  }

  public void releasePlan(String runNo, String owner) {
    runs.releasePlan(runNo, owner);
  }

  /** Makes the ranges, all or none; false when somebody else has made them. */
  @Transactional
  public boolean planned(String runNo, String owner, WorkPlan plan) {
    Instant now = now();
    if (runs.planned(runNo, owner, plan.total(), now) == 0) {
      return false;
    }
    List<NewRange> ranges = ranges(plan);
    for (int from = 0; from < ranges.size(); from += INSERT_PORTION) {
      runs.insertRanges(
          runNo, ranges.subList(from, Math.min(ranges.size(), from + INSERT_PORTION)), now);
    }
    return true;
  }

  /** All but the last have so many keys that they add up to the total. */
  private static List<NewRange> ranges(WorkPlan plan) {
    List<NewRange> ranges = new ArrayList<>();
    int count = plan.bounds().size();
    int each = count == 0 ? 0 : (int) ((plan.total() + count - 1) / count);
    long left = plan.total();
    String after = "";
    for (String bound : plan.bounds()) {
      int keys = (int) Math.min(each, left);
      ranges.add(new NewRange(ranges.size(), after, bound, keys));
      left -= keys;
      after = bound;
    }
    return ranges;
  }

  /** A free range of the shard; where it has none, one of another's. Empty when all are taken. */
  public Optional<RangeLease> take(String runNo, int shard, int shards, Duration lease) {
    Instant now = now();
    Optional<RangeLease> own = takeOne(runNo, shard, shards, now, lease);
    return own.isPresent() || shards == 1 ? own : takeOne(runNo, -1, shards, now, lease);
  }

  private Optional<RangeLease> takeOne(
      String runNo, int shard, int shards, Instant now, Duration lease) {
    List<Integer> free = new ArrayList<>(runs.free(runNo, shard, shards, now, CANDIDATES));
    while (!free.isEmpty()) {
      int rangeNo = free.remove(ThreadLocalRandom.current().nextInt(free.size()));
      String owner = Ids.withPrefix("own_");
      if (runs.take(runNo, rangeNo, owner, now, now.plus(lease)) > 0) {
        Taken taken = runs.taken(runNo, rangeNo, owner);
        if (taken != null) {
          return Optional.of(
              new RangeLease(
                  runNo,
                  rangeNo,
                  taken.afterKey(),
                  taken.upToKey(),
                  taken.position(),
                  owner,
                  taken.takes()));
        }
      }
    }
    return Optional.empty();
  }

  /** False when the lease was lost. */
  public boolean renew(RangeLease range, Duration lease) {
    return runs.renew(range.runNo(), range.rangeNo(), range.owner(), now().plus(lease)) > 0;
  }

  public void release(RangeLease range) {
    runs.release(range.runNo(), range.rangeNo(), range.owner());
  }

  /** Gives a range back that rests for a while. */
  public void putBack(RangeLease range, Duration rest) {
    Instant until = now().plus(rest);
    runs.putBack(range.runNo(), range.rangeNo(), range.owner(), until);
  }

  /**
   * Moves the checkpoint behind a batch and records what of it failed, both or neither; false when
   * the lease was lost, and with it the right to say so.
   */
  @Transactional
  public boolean advance(
      RunBO run,
      RangeLease range,
      List<String> batch,
      int changed,
      List<WorkResult.Failure> failures) {
    String to = batch.get(batch.size() - 1);
    int moved =
        runs.advance(
            range.runNo(),
            range.rangeNo(),
            range.owner(),
            to,
            OPEN,
            batch.size(),
            changed,
            failures.size(),
            now());
    if (moved > 0 && !failures.isEmpty()) {
      List<String> keys = failures.stream().map(WorkResult.Failure::key).toList();
      batches.insert(
          row(run, batch.get(0), to, joined(keys)),
          range.rangeNo(),
          keys.size(),
          cut(failures.get(0).reason()),
          now());
    }
    return moved > 0;
  }

  /** The range is worked through; false when the lease was lost. */
  public boolean finishRange(RangeLease range) {
    return runs.advance(
            range.runNo(), range.rangeNo(), range.owner(), range.upToKey(), DONE, 0, 0, 0, now())
        > 0;
  }

  /** Gives a range up whose keys cannot be read: what is left of it is recorded as failed. */
  @Transactional
  public boolean giveUp(RunBO run, RangeLease range, String reason) {
    int moved =
        runs.advance(
            range.runNo(), range.rangeNo(), range.owner(), range.position(), DONE, 0, 0, 1, now());
    if (moved > 0) {
      batches.insert(
          row(run, range.position(), range.upToKey(), null),
          range.rangeNo(),
          0,
          cut(reason),
          now());
    }
    return moved > 0;
  }

  private static FailedBatchMapper.Row row(
      RunBO run, String afterKey, String upToKey, @Nullable String keys) {
    return new FailedBatchMapper.Row(
        Ids.withPrefix(BATCH_PREFIX),
        run.runNo(),
        run.job(),
        run.cutoff(),
        run.day(),
        afterKey,
        upToKey,
        keys,
        0);
  }

  public Progress progress(String runNo) {
    Progress progress = runs.progress(runNo);
    return progress == null ? new Progress(0, 0, 0, 0, 0) : progress;
  }

  /**
   * Leases the next failed batch that was recorded before a moment and that nobody had since then.
   *
   * @param after the batch before it; empty: the first
   */
  public Optional<FailedBatchBO> takeFailed(
      Set<String> jobs, String after, Instant before, Duration lease) {
    String position = after;
    while (true) {
      Instant now = now();
      String batchNo =
          batches.next(list(jobs), position, Ids.lowest(BATCH_PREFIX, before), before, now);
      if (batchNo == null) {
        return Optional.empty();
      }
      String owner = Ids.withPrefix("own_");
      if (batches.take(batchNo, owner, before, now, now.plus(lease)) > 0) {
        FailedBatchMapper.Row row = batches.taken(batchNo, owner);
        if (row != null) {
          return Optional.of(
              new FailedBatchBO(
                  row.batchNo(),
                  row.runNo(),
                  row.job(),
                  row.cutoff(),
                  row.day(),
                  row.afterKey(),
                  row.upToKey(),
                  split(row.keys()),
                  row.redos(),
                  owner));
        }
      }
      position = batchNo;
    }
  }

  /** False when the lease was lost. */
  public boolean renewFailed(FailedBatchBO batch, Duration lease) {
    return batches.renew(batch.batchNo(), batch.owner(), now().plus(lease)) > 0;
  }

  /** A failed batch is done after all. False when the lease was lost. */
  public boolean settleDone(FailedBatchBO batch) {
    return settle(batch, DONE, batch.keys(), "", batch.redos() + 1);
  }

  /**
   * Not all of a failed batch is done.
   *
   * @param keys what is left of it; empty: all of the range
   * @param redos how often it was done again, with this time
   * @param givenUp whether that was the last time
   * @return false when the lease was lost
   */
  public boolean settleFailed(
      FailedBatchBO batch, List<String> keys, String reason, int redos, boolean givenUp) {
    return settle(batch, givenUp ? GIVEN_UP : OPEN, keys, reason, redos);
  }

  private boolean settle(
      FailedBatchBO batch, String status, List<String> keys, String reason, int redos) {
    return batches.settle(
            batch.batchNo(),
            batch.owner(),
            status,
            keys.isEmpty() ? null : joined(keys),
            keys.size(),
            cut(reason),
            redos,
            now())
        > 0;
  }

  /**
   * Failed batches that were given up before a moment may be done again, as often as new ones.
   *
   * @param job empty: those of all jobs
   * @return how many
   */
  public int reopenFailed(String job, Instant before) {
    return inPortions(() -> batches.reopen(job, before, before.minusMillis(1), UPDATE_PORTION));
  }

  /**
   * Gives up the open failed batches of some jobs that nobody had since a moment.
   *
   * @return how many
   */
  public int giveUpFailed(Set<String> jobs, Instant untouchedSince) {
    Instant now = now();
    return inPortions(() -> batches.giveUp(list(jobs), untouchedSince, now, UPDATE_PORTION));
  }

  /** Each takes its rows out of the reach of the next, so that it ends. */
  private static int inPortions(IntSupplier statement) {
    int all = 0;
    int some;
    do {
      some = statement.getAsInt();
      all += some;
    } while (some == UPDATE_PORTION);
    return all;
  }

  /** The jobs of open failed batches that nobody had since a moment. */
  public Set<String> jobsOfOpenFailed(Instant untouchedSince) {
    return new TreeSet<>(batches.jobs(OPEN, untouchedSince));
  }

  /** The jobs of failed batches that were given up before a moment. */
  public Set<String> jobsOfGivenUp(Instant before) {
    return new TreeSet<>(batches.jobs(GIVEN_UP, before));
  }

  public void releaseFailed(FailedBatchBO batch) {
    batches.release(batch.batchNo(), batch.owner());
  }

  /** Failed batches from before a moment that nobody had since then, or that somebody has now. */
  public long failedBatches(Set<String> jobs, Instant before) {
    return batches.open(list(jobs), Ids.lowest(BATCH_PREFIX, before), before);
  }

  private static String list(Set<String> jobs) {
    return String.join(",", jobs);
  }

  private static String joined(List<String> keys) {
    return String.join("\n", keys);
  }

  private static List<String> split(@Nullable String keys) {
    return keys == null ? List.of() : List.of(keys.split("\n", -1));
  }

  private static String cut(String reason) {
    return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
  }

  /** Old runs that are over, with their ranges; how many at most. */
  public int deleteRuns(Instant before, int limit) {
    List<String> old = runs.old(Ids.lowest(RUN_PREFIX, before), limit);
    for (String runNo : old) {
      while (runs.deleteRanges(runNo, INSERT_PORTION) == INSERT_PORTION) {
        // In portions, so that nobody waits long for them.
      }
      runs.delete(runNo);
    }
    return old.size();
  }

  /**
   * Old failed batches that were done after all or given up, both before a moment.
   *
   * @param limit how many at most
   */
  public int deleteFailedBatches(Instant before, int limit) {
    return batches.deleteOver(Ids.lowest(BATCH_PREFIX, before), before, limit);
  }
}
