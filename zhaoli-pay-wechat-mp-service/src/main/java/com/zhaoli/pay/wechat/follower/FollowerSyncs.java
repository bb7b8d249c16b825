package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.follower.internal.SyncRunStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Comparisons of all followers with WeChat: one at a time on each account. */
@Service
public class FollowerSyncs {
  /** Who begins those of the job service. */
  public static final String JOB = "followerSync";

  private final SyncRunStore store;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FollowerSyncs(
      SyncRunStore store, AuditLog auditLog, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A run that was begun, or is under way.
   *
   * @param begun whether this call began it
   */
  public record Begun(SyncRunBO run, boolean begun) {}

  /** Begins a run, which an instance then works on; the one under way where there is one. */
  public Begun begin(String account, String startedBy) {
    SyncRunBO run = SyncRunBO.begun(Ids.withPrefix("fls_"), account, startedBy, clock.instant());
    try {
      transaction.executeWithoutResult(
          tx -> {
            store.insert(run);
            if (!startedBy.equals(JOB)) {
              auditLog.append(startedBy, AuditAction.FOLLOWER_SYNC_BEGUN, run.runNo(), account);
            }
          });
      return new Begun(run, true);
    } catch (DuplicateKeyException e) {
      Optional<SyncRunBO> running = store.running(account);
      // It may have ended between the two.
      return running
          .map(other -> new Begun(other, false))
          .orElseThrow(() -> new ApiException(ErrorCode.FOLLOWER_CONFLICT, e));
    }
  }

  /**
   * Ends a run; what it read so far stays. Without effect on one that has ended.
   *
   * @throws ApiException FOLLOWER_NOT_FOUND
   */
  public SyncRunBO stop(String account, String runNo, String operatorNo) {
    get(account, runNo);
    transaction.executeWithoutResult(
        tx -> {
          if (store.settle(runNo, null, SyncStatus.STOPPED, null, clock.instant())) {
            auditLog.append(operatorNo, AuditAction.FOLLOWER_SYNC_STOPPED, runNo, null);
          }
        });
    return get(account, runNo);
  }

  /**
   * One run.
   *
   * @throws ApiException FOLLOWER_NOT_FOUND
   */
  public SyncRunBO get(String account, String runNo) {
    return store
        .find(runNo)
        .filter(run -> run.account().equals(account))
        .orElseThrow(() -> new ApiException(ErrorCode.FOLLOWER_NOT_FOUND));
  }

  /**
   * Runs, the newest first.
   *
   * @param after only those older than this one
   */
  public List<SyncRunBO> page(String account, @Nullable String after, int limit) {
    return store.page(account, Objects.requireNonNullElse(after, "~"), limit);
  }
}
