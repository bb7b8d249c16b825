package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.Lease;
import com.zhaoli.pay.payment.reconcile.LeaseLostException;
import com.zhaoli.pay.payment.reconcile.ReconcileProperties;
import com.zhaoli.pay.payment.reconcile.RunBO;
import com.zhaoli.pay.payment.reconcile.RunBO.Totals;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Runs in the database. Every move is a compare-and-set that names the turn it belongs to. */
@Component
public class RunStore {
  private static final int MAX_FAILURE_LENGTH = 255;

  private final RunMapper mapper;
  private final ReconcileProperties limits;
  private final Clock clock;

  RunStore(RunMapper mapper, ReconcileProperties limits, Clock clock) {
    this.mapper = mapper;
    this.limits = limits;
    this.clock = clock;
  }

  /** Makes the run of a day where there is none. */
  public RunBO ensure(BillAccount account, BusinessDay day, Instant dueAt) {
    mapper.add(
        Ids.withPrefix("rec_"),
        account.channel().name(),
        account.channelAccountNo(),
        day.date(),
        dueAt,
        clock.instant());
    return find(account, day).orElseThrow();
  }

  public Optional<RunBO> find(String runNo) {
    return Optional.ofNullable(mapper.find(runNo)).map(RunDO::toBO);
  }

  public Optional<RunBO> find(BillAccount account, BusinessDay day) {
    return Optional.ofNullable(
            mapper.findOf(account.channel().name(), account.channelAccountNo(), day.date()))
        .map(RunDO::toBO);
  }

  public List<RunBO> newestFirst(
      @Nullable BusinessDay day, @Nullable RunStatus status, @Nullable String after, int limit) {
    return mapper.newestFirst(day == null ? null : day.date(), status, after, limit).stream()
        .map(RunDO::toBO)
        .toList();
  }

  /** Takes up what has been due longest, in a short transaction of its own. */
  @Transactional
  public Optional<Lease> takeDue() {
    Instant now = clock.instant();
    String runNo = mapper.lockDue(now);
    if (runNo == null) {
      return Optional.empty();
    }
    mapper.take(runNo, now, now.plus(limits.lease()));
    return Optional.of(Objects.requireNonNull(mapper.find(runNo)).lease());
  }

  /**
   * Keeps the lease; called with every step of the work.
   *
   * @throws LeaseLostException when somebody else has the run
   */
  public void renew(Lease lease) {
    require(lease, mapper.renew(lease, clock.instant().plus(limits.lease())));
  }

  /**
   * Says that the bill is complete and right.
   *
   * @throws LeaseLostException when somebody else has the run
   */
  public void beginComparing(Lease lease) {
    Instant now = clock.instant();
    require(lease, mapper.beginComparing(lease, now, now.plus(limits.lease())));
  }

  /**
   * Says that the run is done.
   *
   * @param recheck whether it is to be made again, which it is once
   * @throws LeaseLostException when somebody else has the run
   */
  public void finish(Lease lease, Totals totals, long differences, boolean recheck) {
    Instant now = clock.instant();
    require(
        lease,
        mapper.finish(
            lease,
            totals,
            differences,
            recheck ? now.plus(limits.recheckAfter()) : null,
            now.plus(limits.billRetention()),
            now));
  }

  /**
   * Says that there is no result.
   *
   * @param dueAt when to try again; null: never by itself
   * @throws LeaseLostException when somebody else has the run
   */
  public void fail(Lease lease, RunStatus status, String reason, @Nullable Instant dueAt) {
    String failure =
        reason.length() > MAX_FAILURE_LENGTH ? reason.substring(0, MAX_FAILURE_LENGTH) : reason;
    require(lease, mapper.fail(lease, status, dueAt, failure, clock.instant()));
  }

  private static void require(Lease lease, int moved) {
    if (moved == 0) {
      throw new LeaseLostException(lease);
    }
  }

  /** Makes a run due now; false when somebody is at it. */
  public boolean ask(String runNo, @Nullable String requestedBy) {
    return mapper.ask(runNo, requestedBy, clock.instant()) == 1;
  }

  /** Those whose bills may go. */
  public List<RunBO> toCleanUp(int limit) {
    return mapper.toCleanUp(clock.instant(), limit).stream().map(RunDO::toBO).toList();
  }

  public void cleanedUp(RunBO run) {
    mapper.cleanedUp(run.runNo(), run.turn());
  }

  /** Takes the right to make the runs of a day; false when they are there or being made. */
  public boolean leaseDay(BusinessDay day) {
    Instant now = clock.instant();
    mapper.addDay(day.date(), now);
    return mapper.leaseDay(day.date(), now, now.plus(limits.lease())) == 1;
  }

  public void dayOpened(BusinessDay day) {
    mapper.dayOpened(day.date(), clock.instant());
  }
}
