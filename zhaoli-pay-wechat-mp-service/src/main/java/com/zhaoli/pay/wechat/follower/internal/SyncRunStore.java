package com.zhaoli.pay.wechat.follower.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.follower.SyncPhase;
import com.zhaoli.pay.wechat.follower.SyncRunBO;
import com.zhaoli.pay.wechat.follower.SyncStatus;
import com.zhaoli.pay.wechat.follower.SyncStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Syncs in the database. */
@Repository
public class SyncRunStore {
  private static final int MAX_PROBLEM = 300;

  private final SyncRunMapper mapper;

  SyncRunStore(SyncRunMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A new run.
   *
   * @throws org.springframework.dao.DuplicateKeyException when one is under way on this account
   */
  public void insert(SyncRunBO run) {
    SyncRunDO row = new SyncRunDO();
    row.runNo = run.runNo();
    row.appId = run.account();
    row.runningAppId = run.account();
    row.status = run.status().name();
    row.phase = run.phase().name();
    row.position = run.position();
    row.nextAttemptAt = run.startedAt();
    row.startedBy = run.startedBy();
    row.startedAt = run.startedAt();
    mapper.insert(row);
  }

  public List<String> due(Instant now, int limit) {
    return mapper.due(now, limit);
  }

  /** The run, for this owner until then; empty when it is not due or somebody else's. */
  public Optional<SyncRunBO> lease(String runNo, String owner, Instant now, Instant until) {
    return mapper.lease(runNo, owner, now, until) == 0 ? Optional.empty() : find(runNo);
  }

  /** Stores how far a run came; false when the lease went to somebody else, or the run ended. */
  public boolean checkpoint(String runNo, String owner, SyncStep step, Instant until) {
    return mapper.checkpoint(runNo, owner, SyncStepRow.of(step), until) == 1;
  }

  /** Adds to the counts of a run whose checkpoint stands in this transaction. */
  public void count(String runNo, int found, int gone, int blocked) {
    if (found != 0 || gone != 0 || blocked != 0) {
      mapper.count(runNo, found, gone, blocked);
    }
  }

  /** Gives the lease back; without effect when it went to somebody else. */
  public void postpone(
      String runNo, String owner, int attempts, @Nullable String problem, Instant nextAttemptAt) {
    mapper.postpone(runNo, owner, attempts, cut(problem), nextAttemptAt);
  }

  /**
   * Ends a run.
   *
   * @param owner null for whoever holds the lease
   * @return false when it has ended, or the lease went to somebody else
   */
  public boolean settle(
      String runNo,
      @Nullable String owner,
      SyncStatus status,
      @Nullable String problem,
      Instant at) {
    return mapper.settle(runNo, owner, status.name(), cut(problem), at) == 1;
  }

  public Optional<SyncRunBO> find(String runNo) {
    return Optional.ofNullable(mapper.selectById(runNo)).map(SyncRunStore::toBO);
  }

  /** The run that is under way on an account. */
  public Optional<SyncRunBO> running(String appId) {
    return Optional.ofNullable(mapper.running(appId)).map(SyncRunStore::toBO);
  }

  /** Runs with numbers below {@code before}, the newest first. */
  public List<SyncRunBO> page(String appId, String before, int limit) {
    return mapper.page(appId, before, limit).stream().map(SyncRunStore::toBO).toList();
  }

  /**
   * Removes runs that ended before, the oldest first.
   *
   * @return how many of at most {@code limit}
   */
  public int removeEndedBefore(Instant before, int limit) {
    return mapper.removeEndedBefore(Ids.lowest("fls_", before), before, limit);
  }

  private static SyncRunBO toBO(SyncRunDO row) {
    SyncStatus status = SyncStatus.valueOf(row.status);
    return new SyncRunBO(
        row.runNo,
        row.appId,
        status,
        SyncPhase.valueOf(row.phase),
        row.position,
        row.total,
        row.listed,
        row.found,
        row.gone,
        row.blocked,
        row.calls,
        row.restarts,
        row.attempts,
        status == SyncStatus.RUNNING ? row.nextAttemptAt : null,
        row.problem,
        row.startedBy,
        row.startedAt,
        row.settledAt);
  }

  private static @Nullable String cut(@Nullable String problem) {
    return problem == null || problem.length() <= MAX_PROBLEM
        ? problem
        : problem.substring(0, MAX_PROBLEM);
  }
}
