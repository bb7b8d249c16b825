package com.zhaoli.pay.job.run;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobRun;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Does jobs by runs. A job has one open run at most; who is triggered while it is open takes part
 * in it, and goes on with it where it was stopped or all of its executors died. An executor that
 * the trigger did not know takes part by itself ({@link RunHelper}).
 */
@Component
public class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  /**
   * The admin triggers the shards of a broadcast one after the other, and waits some seconds for an
   * executor that is gone. Within this time they are of one run, also when that is done already.
   */
  private static final Duration ONE_BROADCAST = Duration.ofSeconds(15);

  /** Longer than the service's answer is waited for. */
  private static final Duration PLAN_LEASE = Duration.ofMinutes(3);

  private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration PLAN_GLANCE = Duration.ofMillis(200);

  private final RunStore store;
  private final RunProperties properties;
  private final Clock clock;
  private final Map<String, Participation> helping = new ConcurrentHashMap<>();
  private final Map<String, Boolean> triggered = new ConcurrentHashMap<>();
  private volatile boolean closing;

  Runs(RunStore store, RunProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whatever interrupts a run from now on is the end of this process, not the console. */
  @EventListener
  void closing(ContextClosedEvent event) {
    closing = true;
  }

  /**
   * Takes part in the job's open run, or begins one, and stays until nothing of it is left. Where a
   * run of an earlier day is open, since it was stopped or could not be planned, and the trigger
   * names no day, that one comes first.
   *
   * @return what came of the run
   * @throws JobFailedException when the trigger asks for what there is not, the run cannot be
   *     planned, keys have failed, or somebody else stopped the run
   * @throws InterruptedException when the console stops it; the run is stopped everywhere then
   */
  public String run(Work work, JobRun trigger) throws InterruptedException {
    RunParameters wanted = RunParameters.of(work, trigger.parameter());
    JobFailedException failed = null;
    Optional<RunBO> earlier = leftOver(work, wanted);
    if (earlier.isPresent()) {
      try {
        RunBO left = resumed(earlier.get(), wanted, earlier.get().day());
        trigger.log().accept("Run " + left.runNo() + " was left over and comes first.");
        trigger.log().accept(takePart(work, left, trigger));
      } catch (JobFailedException e) {
        if (store.open(work.job()).isPresent()) {
          throw e;
        }
        failed = e;
        trigger.log().accept(e.getMessage());
      }
    }
    String result = takePart(work, joined(work, wanted, trigger), trigger);
    if (failed != null) {
      throw failed;
    }
    return result;
  }

  /** An open run of a day before the one that the trigger is about without naming it. */
  private Optional<RunBO> leftOver(Work work, RunParameters wanted) {
    LocalDate day = day(work, wanted);
    return day == null || wanted.day() != null || wanted.restart()
        ? Optional.empty()
        : store.open(work.job()).filter(open -> open.day() != null && open.day().isBefore(day));
  }

  private String takePart(Work work, RunBO run, JobRun trigger) throws InterruptedException {
    Consumer<String> told = trigger.log();
    told.accept(
        "Run %s, shard %d of %d, cut-off %s%s, %d threads, batches of %d."
            .formatted(
                run.runNo(),
                trigger.shardIndex(),
                trigger.shardTotal(),
                run.cutoff(),
                run.day() == null ? "" : ", day " + run.day(),
                run.threads(),
                run.batchKeys()));
    triggered.put(run.runNo(), true);
    Participation helper = helping.get(run.runNo());
    if (helper != null) {
      helper.end();
    }
    try {
      plan(work, run, told);
      RunStatus status =
          new Participation(
                  store,
                  work,
                  run,
                  trigger.shardIndex(),
                  trigger.shardTotal(),
                  properties.lease(),
                  told)
              .work();
      return verdict(run, status);
    } catch (JobFailedException e) {
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      // A pool that an interrupted thread asks for a connection throws something of its own.
      if (Thread.interrupted() || e instanceof InterruptedException) {
        stop(run, told);
      }
      throw e;
    } finally {
      triggered.remove(run.runNo());
    }
  }

  private void stop(RunBO run, Consumer<String> told) {
    if (!closing) {
      store.stop(run.runNo());
      told.accept("Stopped: " + summary(run) + "; the next trigger goes on with it.");
    }
  }

  /** Takes part in a run that nobody triggered here, unless this process does already. */
  void help(Work work, RunBO run) throws InterruptedException {
    if (run.status() != RunStatus.OPEN || triggered.containsKey(run.runNo()) || closing) {
      return;
    }
    Participation part =
        new Participation(
            store,
            work,
            run,
            0,
            1,
            properties.lease(),
            line -> log.info("{} {}: {}", run.job(), run.runNo(), line));
    helping.put(run.runNo(), part);
    try {
      log.info("takes part in {} of {}", run.runNo(), run.job());
      part.work();
    } finally {
      helping.remove(run.runNo());
    }
  }

  private RunBO joined(Work work, RunParameters wanted, JobRun trigger) {
    LocalDate day = day(work, wanted);
    Optional<RunBO> open = store.open(work.job());
    if (open.isPresent() && wanted.restart() && !isOfThisBroadcast(open.get(), trigger)) {
      store.abandon(open.get().runNo());
      trigger.log().accept("Run " + open.get().runNo() + " is given up.");
      open = Optional.empty();
    }
    if (open.isPresent()) {
      return resumed(open.get(), wanted, day);
    }
    Optional<RunBO> before = ended(work, wanted, day, trigger);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      return store.begin(work.job(), day, wanted.threads(), wanted.batchKeys());
    } catch (DuplicateKeyException e) {
      // Another shard was faster.
      return resumed(
          store.open(work.job()).or(() -> store.newest(work.job())).orElseThrow(), wanted, day);
    }
  }

  /** Yesterday where the trigger does not say. */
  private @Nullable LocalDate day(Work work, RunParameters wanted) {
    if (!work.perDay()) {
      return null;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), BUSINESS_ZONE);
    LocalDate day = wanted.day() == null ? today.minusDays(1) : wanted.day();
    if (!day.isBefore(today)) {
      throw new JobFailedException(
          "%s takes a day that is over; %s is not.".formatted(work.job(), day));
    }
    return day;
  }

  private RunBO resumed(RunBO run, RunParameters wanted, @Nullable LocalDate day) {
    if (!Objects.equals(run.day(), day)) {
      throw new JobFailedException(
          "%s has the open run %s of day %s: trigger that day to go on with it, or say restart=true."
              .formatted(run.job(), run.runNo(), run.day()));
    }
    store.resume(run.runNo(), wanted.threads(), wanted.batchKeys());
    return store.get(run.runNo());
  }

  /** The run that did all of this before: of this broadcast, or of the same day. */
  private Optional<RunBO> ended(
      Work work, RunParameters wanted, @Nullable LocalDate day, JobRun trigger) {
    Optional<RunBO> newest =
        store
            .newest(work.job())
            .filter(run -> isOfThisBroadcast(run, trigger))
            .filter(run -> Objects.equals(run.day(), day));
    if (newest.isPresent() || day == null || wanted.restart()) {
      return newest;
    }
    return store.done(work.job(), day);
  }

  private boolean isOfThisBroadcast(RunBO run, JobRun trigger) {
    return trigger.shardTotal() > 1
        && run.createdAt().isAfter(clock.instant().minus(ONE_BROADCAST));
  }

  /** Sees to it that the run has its ranges; one executor makes them, the others wait. */
  private void plan(Work work, RunBO run, Consumer<String> told) throws InterruptedException {
    while (store.status(run.runNo()) == RunStatus.PLANNING) {
      Optional<String> owner = store.claimPlan(run.runNo(), PLAN_LEASE);
      if (owner.isEmpty()) {
        Thread.sleep(PLAN_GLANCE.toMillis());
        continue;
      }
      try {
        WorkPlan plan = work.service().plan(work.name(), run.scope());
        store.planned(run.runNo(), owner.get(), plan);
        told.accept("%d to do, in %d ranges.".formatted(plan.total(), plan.bounds().size()));
      } catch (RuntimeException e) {
        store.releasePlan(run.runNo(), owner.get());
        throw new JobFailedException(
            "Run %s cannot be planned: %s. The next trigger tries it again."
                .formatted(run.runNo(), Batch.reason(e)),
            e);
      }
    }
  }

  private String verdict(RunBO run, RunStatus status) {
    Progress progress = store.progress(run.runNo());
    String summary = summary(run);
    return switch (status) {
      case DONE -> {
        if (progress.failed() > 0) {
          throw new JobFailedException(
              summary + ". What failed is recorded; jobCompensation does it again.");
        }
        yield summary + ".";
      }
      case STOPPED ->
          throw new JobFailedException(summary + ". Stopped; the next trigger goes on with it.");
      case ABANDONED -> throw new JobFailedException(summary + ". Given up for another run.");
      case PLANNING, OPEN -> throw new JobFailedException(summary + ". It goes on elsewhere.");
    };
  }

  private String summary(RunBO run) {
    Progress progress = store.progress(run.runNo());
    return "Run %s: %d of %d done, %d changed, %d failed"
        .formatted(
            run.runNo(), progress.done(), progress.total(), progress.changed(), progress.failed());
  }
}
