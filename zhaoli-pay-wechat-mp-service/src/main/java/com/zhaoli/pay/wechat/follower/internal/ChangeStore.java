package com.zhaoli.pay.wechat.follower.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.follower.ChangeKind;
import com.zhaoli.pay.wechat.follower.ChangeStatus;
import com.zhaoli.pay.wechat.follower.ChangedFollower;
import com.zhaoli.pay.wechat.follower.FollowerChangeBO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Changes in the database. */
@Repository
public class ChangeStore {
  private static final int MAX_PROBLEM = 300;
  private static final int INSERTED_AT_ONCE = 500;

  private final ChangeMapper mapper;
  private final ChangeItemMapper items;

  ChangeStore(ChangeMapper mapper, ChangeItemMapper items) {
    this.mapper = mapper;
    this.items = items;
  }

  /** A new one, for these followers. */
  public void insert(FollowerChangeBO change, List<String> openids) {
    ChangeDO row = new ChangeDO();
    row.changeNo = change.changeNo();
    row.appId = change.account();
    row.kind = change.kind().name();
    row.tagId = change.tagId();
    row.tagName = change.tagName();
    row.text = change.text();
    row.former = change.former();
    row.reason = change.reason();
    row.operatorNo = change.operatorNo();
    row.status = change.status().name();
    row.total = change.total();
    row.nextAttemptAt = change.nextAttemptAt();
    row.createdAt = change.createdAt();
    mapper.insert(row);
    for (int from = 0; from < openids.size(); from += INSERTED_AT_ONCE) {
      items.insertAll(
          change.changeNo(),
          openids.subList(from, Math.min(openids.size(), from + INSERTED_AT_ONCE)));
    }
  }

  /** Of each account the first that is under way. */
  public List<String> firsts() {
    return mapper.firsts();
  }

  /** Whether no other of its account is before it. */
  public boolean isFirst(FollowerChangeBO change) {
    return change.changeNo().equals(mapper.first(change.account()));
  }

  /** Nobody works on it yet: it is due now. */
  public void hurry(String changeNo, Instant now) {
    mapper.hurry(changeNo, now);
  }

  /** WeChat is asked for the new tag from now on; false when the lease went to somebody else. */
  public boolean asking(String changeNo, String owner, Instant now) {
    return mapper.asking(changeNo, owner, now) == 1;
  }

  /** The change, for this owner until then; empty when it is not due or somebody else's. */
  public Optional<FollowerChangeBO> lease(
      String changeNo, String owner, Instant now, Instant until) {
    return mapper.lease(changeNo, owner, now, until) == 0 ? Optional.empty() : find(changeNo);
  }

  /** Followers for whom it is not settled yet. */
  public List<String> pending(String changeNo, int limit) {
    return items.pending(changeNo, limit);
  }

  /**
   * WeChat made the change for these, or refused it.
   *
   * @param errcode null when it was made
   * @return false when the lease went to somebody else
   */
  public boolean progress(
      String changeNo,
      String owner,
      List<String> openids,
      @Nullable Integer errcode,
      @Nullable String problem,
      Instant until) {
    int done = errcode == null ? openids.size() : 0;
    int refused = openids.size() - done;
    if (mapper.progress(changeNo, owner, done, refused, errcode, cut(problem), until) == 0) {
      return false;
    }
    items.settle(changeNo, openids, errcode == null ? "DONE" : "REFUSED", errcode);
    return true;
  }

  /** The same for a change that is about no followers. */
  public boolean progress(
      String changeNo,
      String owner,
      @Nullable Integer errcode,
      @Nullable String problem,
      Instant until) {
    int done = errcode == null ? 1 : 0;
    return mapper.progress(changeNo, owner, done, 1 - done, errcode, cut(problem), until) == 1;
  }

  /** Gives the lease back; without effect when it went to somebody else. */
  public void postpone(
      String changeNo,
      String owner,
      int attempts,
      @Nullable String problem,
      Instant nextAttemptAt) {
    mapper.postpone(changeNo, owner, attempts, cut(problem), nextAttemptAt);
  }

  /** Ends it; false when the lease went to somebody else. */
  public boolean settle(
      String changeNo,
      String owner,
      ChangeStatus status,
      @Nullable Integer tagId,
      @Nullable String problem,
      Instant at) {
    return mapper.settle(changeNo, owner, status.name(), tagId, cut(problem), at) == 1;
  }

  public Optional<FollowerChangeBO> find(String changeNo) {
    return Optional.ofNullable(mapper.selectById(changeNo)).map(ChangeStore::toBO);
  }

  /** Followers for whom WeChat refused it. */
  public List<ChangedFollower> refusals(String changeNo, int limit) {
    return items.refused(changeNo, limit).stream().map(ChangeStore::toFollower).toList();
  }

  /** Those whom it is about with openids above {@code after}, in their order. */
  public List<ChangedFollower> followers(String changeNo, String after, int limit) {
    return items.page(changeNo, after, limit).stream().map(ChangeStore::toFollower).toList();
  }

  private static ChangedFollower toFollower(ChangeItemDO row) {
    return new ChangedFollower(
        row.openid, ChangedFollower.State.valueOf(row.status), row.errorCode);
  }

  /** Changes with numbers below {@code before}, the newest first. */
  public List<FollowerChangeBO> page(String appId, String before, int limit) {
    return mapper.page(appId, before, limit).stream().map(ChangeStore::toBO).toList();
  }

  /**
   * Removes changes that ended before, the oldest first, each with its followers. Not in one
   * transaction: a change whose followers alone are gone is removed by the next call.
   *
   * @return how many of at most {@code limit} are gone, some perhaps by another instance's hand
   */
  public int removeEndedBefore(Instant before, int limit) {
    List<String> ended = mapper.endedBefore(Ids.lowest("flc_", before), before, limit);
    for (String changeNo : ended) {
      items.removeOf(changeNo);
      mapper.remove(changeNo);
    }
    return ended.size();
  }

  private static FollowerChangeBO toBO(ChangeDO row) {
    ChangeStatus status = ChangeStatus.valueOf(row.status);
    return new FollowerChangeBO(
        row.changeNo,
        row.appId,
        ChangeKind.valueOf(row.kind),
        row.tagId,
        row.tagName,
        row.text,
        row.former,
        row.reason,
        row.operatorNo,
        status,
        row.total,
        row.done,
        row.refused,
        row.attempts,
        row.errorCode,
        row.problem,
        status == ChangeStatus.RUNNING ? row.nextAttemptAt : null,
        row.askedAt,
        row.createdAt,
        row.settledAt);
  }

  private static @Nullable String cut(@Nullable String problem) {
    return problem == null || problem.length() <= MAX_PROBLEM
        ? problem
        : problem.substring(0, MAX_PROBLEM);
  }
}
