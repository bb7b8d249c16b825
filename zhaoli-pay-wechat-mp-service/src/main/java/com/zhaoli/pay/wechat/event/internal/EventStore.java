package com.zhaoli.pay.wechat.event.internal;

import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.event.EventKind;
import com.zhaoli.pay.wechat.event.LeasedEvent;
import com.zhaoli.pay.wechat.event.WechatEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** The inbox of events in the database. */
@Repository
public class EventStore {
  private static final int MAX_PROBLEM = 300;

  private final EventMapper mapper;
  private final OfficialAccounts accounts;

  EventStore(EventMapper mapper, OfficialAccounts accounts) {
    this.mapper = mapper;
    this.accounts = accounts;
  }

  /** False when an event of this key is there already. */
  public boolean insertIfNew(String eventNo, WechatEvent event, Instant at) {
    EventDO row = new EventDO();
    row.eventNo = eventNo;
    row.appId = event.appId();
    row.dedupKey = event.dedupKey();
    row.kind = event.kind().name();
    row.openid = event.openid();
    row.subject = event.subject();
    row.outcome = event.outcome();
    row.occurredAt = event.occurredAt();
    row.status = "PENDING";
    row.nextAttemptAt = at;
    row.createdAt = at;
    try {
      mapper.insert(row);
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Events of a follower of this account, the newest first. */
  public List<WechatEvent> newestOf(String appId, String openid, int limit) {
    boolean isMain = accounts.require(appId) == accounts.main();
    return mapper.newestOf(appId, isMain, openid, limit).stream().map(this::toEvent).toList();
  }

  public List<String> due(Instant now, int limit) {
    return mapper.due(now, limit);
  }

  /**
   * The event until then; empty when it is not due or somebody else's.
   *
   * @param owner made anew for each lease
   */
  public Optional<LeasedEvent> lease(String eventNo, String owner, Instant now, Instant until) {
    if (mapper.lease(eventNo, owner, now, until) == 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(mapper.selectById(eventNo)).map(row -> toLeased(row, owner));
  }

  /** Ends an event; false and without effect when the lease went to somebody else. */
  public boolean settle(
      String eventNo, String owner, String status, @Nullable String problem, Instant at) {
    return mapper.settle(eventNo, owner, status, problem == null ? null : cut(problem), at) == 1;
  }

  /** Gives the lease back; without effect when it went to somebody else. */
  public void postpone(String eventNo, String owner, Instant nextAttemptAt, String problem) {
    mapper.postpone(eventNo, owner, nextAttemptAt, cut(problem));
  }

  /** Deletes the oldest ones that are settled, some at a time; answers how many. */
  public int deleteBefore(Instant before, int limit) {
    return mapper.deleteBefore(before, limit);
  }

  private LeasedEvent toLeased(EventDO row, String owner) {
    return new LeasedEvent(row.eventNo, owner, toEvent(row), row.attempts, row.createdAt);
  }

  private WechatEvent toEvent(EventDO row) {
    return new WechatEvent(
        accounts.appIdOf(row.appId),
        EventKind.valueOf(row.kind),
        row.dedupKey,
        row.openid,
        row.subject,
        row.outcome,
        row.occurredAt);
  }

  private static String cut(String problem) {
    return problem.length() <= MAX_PROBLEM ? problem : problem.substring(0, MAX_PROBLEM);
  }
}
