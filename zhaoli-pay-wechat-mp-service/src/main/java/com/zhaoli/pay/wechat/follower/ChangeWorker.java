package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.follower.internal.ChangeStore;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import com.zhaoli.pay.wechat.follower.internal.TagStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes changes at WeChat, of each account one after another and under a lease. All of WeChat's
 * calls here may be repeated without harm, so one whose answer was lost is made again; only a tag
 * is looked for before it is created.
 */
@Component
class ChangeWorker {
  private static final Logger log = LoggerFactory.getLogger(ChangeWorker.class);

  /** A budget, and behind it one call with a new token, at the client's time-outs. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private static final Duration SWEEP_BUDGET = Duration.ofSeconds(10);

  /** How long one sweep begins changes; the next goes on. */
  private static final Duration PASS = Duration.ofSeconds(10);

  private final ChangeStore store;
  private final FollowerStore followers;
  private final TagStore tags;
  private final WechatFollowers wechat;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ChangeWorker(
      ChangeStore store,
      FollowerStore followers,
      TagStore tags,
      WechatFollowers wechat,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.followers = followers;
    this.tags = tags;
    this.wechat = wechat;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The change belongs to another owner now. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the change has another owner", null, false, false);
    }
  }

  /**
   * Makes a change that was just stored, or a part of it. One that has others before it is made in
   * its turn.
   */
  void tryNow(FollowerChangeBO change, Duration budget) {
    if (store.isFirst(change)) {
      // The sweep leaves it alone until then.
      Instant due = Objects.requireNonNull(change.nextAttemptAt());
      work(change.changeNo(), due, budget);
    } else {
      store.hurry(change.changeNo(), clock.instant());
    }
  }

  /**
   * Makes what is due. The accounts take turns, so that none with much to do keeps the others
   * waiting; one whose change has to wait has no more turns.
   */
  @Scheduled(fixedDelayString = "${zhaoli.wechat.follower-change-sweep-interval:1s}")
  void sweep() {
    long end = System.nanoTime() + PASS.toNanos();
    boolean goesOn = true;
    while (goesOn && !isOver(end)) {
      goesOn = false;
      for (String changeNo : store.firsts()) {
        goesOn |= work(changeNo, clock.instant(), SWEEP_BUDGET);
      }
    }
  }

  /** Whether the change is settled by this. */
  private boolean work(String changeNo, Instant due, Duration budget) {
    // Of this lease alone: who has lost it to another, of this process too, goes on with nothing.
    String owner = Ids.withPrefix("fcw_");
    return store
        .lease(changeNo, owner, due, clock.instant().plus(LEASE))
        .filter(change -> work(change, owner, System.nanoTime() + budget.toNanos()))
        .isPresent();
  }

  private static boolean isOver(long end) {
    return System.nanoTime() - end > 0;
  }

  private boolean work(FollowerChangeBO change, String owner, long end) {
    try {
      boolean made =
          change.kind().perCall() == 0
              ? changeTag(change, owner, end)
              : changeFollowers(change, owner, end);
      if (made) {
        settle(change, owner);
      } else {
        store.postpone(change.changeNo(), owner, 0, null, clock.instant());
      }
      return made;
    } catch (LeaseLost e) {
      log.info("Change {} goes on elsewhere", change.changeNo());
    } catch (WechatRefusal e) {
      postpone(change, owner, FollowerErrcodes.inWords(e.errcode()));
    } catch (WechatSilence e) {
      postpone(change, owner, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      postpone(change, owner, e.getClass().getSimpleName());
    }
    return false;
  }

  /** False when time was over before all were asked for. */
  private boolean changeFollowers(FollowerChangeBO change, String owner, long end)
      throws WechatRefusal, WechatSilence {
    while (true) {
      List<String> openids = store.pending(change.changeNo(), change.kind().perCall());
      if (openids.isEmpty()) {
        return true;
      }
      if (isOver(end)) {
        return false;
      }
      change(change, owner, openids);
    }
  }

  /** Where WeChat refuses all because of one of them, each half is asked for by itself. */
  private void change(FollowerChangeBO change, String owner, List<String> openids)
      throws WechatRefusal, WechatSilence {
    Integer errcode = null;
    try {
      call(change, openids);
    } catch (WechatRefusal e) {
      if (FollowerErrcodes.mayPass(e.errcode())) {
        throw e;
      }
      if (FollowerErrcodes.concernsOne(e.errcode()) && openids.size() > 1) {
        int half = openids.size() / 2;
        change(change, owner, openids.subList(0, half));
        change(change, owner, openids.subList(half, openids.size()));
        return;
      }
      errcode = e.errcode();
    }
    storeOutcome(change, owner, openids, errcode);
  }

  private void storeOutcome(
      FollowerChangeBO change, String owner, List<String> openids, @Nullable Integer errcode) {
    Instant now = clock.instant();
    String problem = errcode == null ? null : FollowerErrcodes.inWords(errcode);
    transaction.executeWithoutResult(
        tx -> {
          if (!store.progress(
              change.changeNo(), owner, openids, errcode, problem, now.plus(LEASE))) {
            throw new LeaseLost();
          }
          if (errcode == null) {
            apply(change, openids, now);
          } else {
            releaseRemark(change, openids);
          }
        });
  }

  private void call(FollowerChangeBO change, List<String> openids)
      throws WechatRefusal, WechatSilence {
    String account = change.account();
    switch (change.kind()) {
      case TAG -> wechat.tag(account, tagOf(change), openids);
      case UNTAG -> wechat.untag(account, tagOf(change), openids);
      case REMARK -> wechat.remark(account, openids.get(0), textOf(change));
      case BLOCK -> wechat.block(account, openids);
      case UNBLOCK -> wechat.unblock(account, openids);
      case TAG_CREATE, TAG_RENAME, TAG_DELETE -> throw new IllegalStateException("no followers");
    }
  }

  private void apply(FollowerChangeBO change, List<String> openids, Instant at) {
    String account = change.account();
    switch (change.kind()) {
      case TAG -> followers.tagged(account, tagOf(change), openids, at);
      case UNTAG -> followers.untagged(account, tagOf(change), openids, at);
      case REMARK ->
          followers.setRemark(account, openids.get(0), textOf(change), change.changeNo(), at);
      case BLOCK -> followers.setBlocked(account, openids, true, at);
      case UNBLOCK -> followers.setBlocked(account, openids, false, at);
      case TAG_CREATE, TAG_RENAME, TAG_DELETE -> throw new IllegalStateException("no followers");
    }
  }

  private void releaseRemark(FollowerChangeBO change, List<String> openids) {
    if (change.kind() == ChangeKind.REMARK) {
      openids.forEach(
          openid -> followers.releaseRemark(change.account(), openid, change.changeNo()));
    }
  }

  /** False when time was over before WeChat was asked for the change. */
  private boolean changeTag(FollowerChangeBO change, String owner, long end)
      throws WechatRefusal, WechatSilence {
    String account = change.account();
    Integer tagId = change.tagId();
    Integer errcode = null;
    try {
      switch (change.kind()) {
        case TAG_CREATE -> {
          tagId = createdBefore(change);
          if (tagId == null && isOver(end)) {
            return false;
          }
          tagId = tagId == null ? created(change, owner) : tagId;
        }
        case TAG_RENAME -> wechat.renameTag(account, tagOf(change), textOf(change));
        case TAG_DELETE -> deleted(change);
        case TAG, UNTAG, REMARK, BLOCK, UNBLOCK -> throw new IllegalStateException("no tag");
      }
    } catch (WechatRefusal e) {
      if (FollowerErrcodes.mayPass(e.errcode())) {
        throw e;
      }
      errcode = e.errcode();
    }
    if (errcode == null && change.kind() == ChangeKind.TAG_DELETE) {
      followers.forgetTag(account, tagOf(change));
    }
    storeOutcome(change, owner, tagId, errcode);
    return true;
  }

  private void storeOutcome(
      FollowerChangeBO change, String owner, @Nullable Integer tagId, @Nullable Integer errcode) {
    Instant now = clock.instant();
    String problem = errcode == null ? null : FollowerErrcodes.inWords(errcode);
    ChangeStatus status = errcode == null ? ChangeStatus.DONE : ChangeStatus.REFUSED;
    transaction.executeWithoutResult(
        tx -> {
          if (!store.progress(change.changeNo(), owner, errcode, problem, now.plus(LEASE))) {
            throw new LeaseLost();
          }
          if (errcode == null && change.kind() == ChangeKind.TAG_DELETE) {
            tags.remove(change.account(), tagOf(change));
          } else if (errcode == null) {
            tags.named(change.account(), Objects.requireNonNull(tagId), textOf(change), now);
          }
          end(change, owner, status, tagId, null);
        });
  }

  /**
   * The tag of the change's name, where a try whose answer was lost created it. One that is there
   * before WeChat was asked for it is none of this change's.
   */
  private @Nullable Integer createdBefore(FollowerChangeBO change)
      throws WechatRefusal, WechatSilence {
    String name = textOf(change);
    for (TagBO tag : wechat.tags(change.account(), clock.instant())) {
      if (tag.name().equals(name)) {
        if (change.askedAt() == null) {
          throw new WechatRefusal(FollowerErrcodes.NAME_TAKEN);
        }
        return tag.tagId();
      }
    }
    return null;
  }

  private int created(FollowerChangeBO change, String owner) throws WechatRefusal, WechatSilence {
    if (!store.asking(change.changeNo(), owner, clock.instant())) {
      throw new LeaseLost();
    }
    return wechat.createTag(change.account(), textOf(change));
  }

  /** One that is gone already is no problem. */
  private void deleted(FollowerChangeBO change) throws WechatRefusal, WechatSilence {
    try {
      wechat.deleteTag(change.account(), tagOf(change));
    } catch (WechatRefusal e) {
      if (e.errcode() != FollowerErrcodes.NO_SUCH_TAG) {
        throw e;
      }
    }
  }

  private void settle(FollowerChangeBO change, String owner) {
    FollowerChangeBO now = store.find(change.changeNo()).orElseThrow();
    if (now.status() != ChangeStatus.RUNNING) {
      return;
    }
    ChangeStatus status =
        now.refused() == 0
            ? ChangeStatus.DONE
            : now.done() == 0 ? ChangeStatus.REFUSED : ChangeStatus.PARTLY;
    transaction.executeWithoutResult(tx -> end(now, owner, status, null, null));
  }

  private void end(
      FollowerChangeBO change,
      String owner,
      ChangeStatus status,
      @Nullable Integer tagId,
      @Nullable String problem) {
    if (!store.settle(change.changeNo(), owner, status, tagId, problem, clock.instant())) {
      throw new LeaseLost();
    }
    tags.release(change.account(), change.changeNo());
    auditLog.append(
        change.operatorNo(), AuditAction.FOLLOWER_CHANGE_ENDED, change.changeNo(), status.name());
  }

  private void postpone(FollowerChangeBO change, String owner, String problem) {
    FollowerChangeBO now = store.find(change.changeNo()).orElseThrow();
    int attempts = now.attempts() + 1;
    if (attempts > Retry.MAX_ATTEMPTS) {
      try {
        transaction.executeWithoutResult(
            tx -> {
              end(now, owner, ChangeStatus.GIVEN_UP, null, problem);
              releaseRemark(now, store.pending(now.changeNo(), 1));
            });
        log.error("Change {} is given up: {}", change.changeNo(), problem);
      } catch (LeaseLost e) {
        log.info("Change {} goes on elsewhere", change.changeNo());
      }
      return;
    }
    log.warn("Change {} waits: {}", change.changeNo(), problem);
    store.postpone(
        change.changeNo(),
        owner,
        attempts,
        problem,
        clock.instant().plus(Retry.pauseAfter(attempts)));
  }

  private static int tagOf(FollowerChangeBO change) {
    return Objects.requireNonNull(change.tagId());
  }

  private static String textOf(FollowerChangeBO change) {
    return Objects.requireNonNull(change.text());
  }
}
