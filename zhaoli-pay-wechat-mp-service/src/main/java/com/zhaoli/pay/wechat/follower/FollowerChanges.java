package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.follower.internal.ChangeStore;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import com.zhaoli.pay.wechat.follower.internal.TagStore;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators change about followers and tags. The intent stands in the database, in one
 * transaction with its audit entry, before WeChat is called; the answers here say how far it came.
 * One that is RUNNING goes on by itself.
 */
@Service
public class FollowerChanges {
  /** WeChat's own limit of an account. */
  private static final int MAX_TAGS = 100;

  /** With the last call it ends within the gateway's 10 s. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  /** So long the sweep leaves a change to who asked for it. */
  private static final Duration HEAD_START = Duration.ofSeconds(2);

  private static final int SHOWN = 100;

  /** How many followers an entry of the audit log names; the change has all of them. */
  private static final int NAMED = 5;

  private final ChangeStore store;
  private final FollowerStore followers;
  private final TagStore tags;
  private final ChangeWorker worker;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FollowerChanges(
      ChangeStore store,
      FollowerStore followers,
      TagStore tags,
      ChangeWorker worker,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.followers = followers;
    this.tags = tags;
    this.worker = worker;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Tags these followers, or takes the tag from them.
   *
   * @throws ApiException TAG_NOT_FOUND
   */
  public FollowerChangeBO tag(
      String account, ChangeKind kind, int tagId, List<String> openids, String operatorNo) {
    Wish wish = Wish.of(kind).tag(requireTag(account, tagId)).followers(openids);
    return made(account, wish, operatorNo, change -> {});
  }

  /** Puts these onto the block list, or takes them off. */
  public FollowerChangeBO block(
      String account,
      ChangeKind kind,
      List<String> openids,
      @Nullable String reason,
      String operatorNo) {
    Wish wish = Wish.of(kind).followers(openids).because(reason);
    return made(account, wish, operatorNo, change -> {});
  }

  /**
   * Gives a follower another remark.
   *
   * @param expected the one that the operator saw
   * @throws ApiException FOLLOWER_NOT_FOUND, FOLLOWER_CONFLICT, WECHAT_REFUSED
   */
  public FollowerChangeBO remark(
      String account, String openid, String remark, String expected, String operatorNo) {
    if (followers.find(account, openid).isEmpty()) {
      throw new ApiException(ErrorCode.FOLLOWER_NOT_FOUND);
    }
    return made(
        account,
        Wish.of(ChangeKind.REMARK).text(remark, expected).followers(List.of(openid)),
        operatorNo,
        change -> {
          if (!followers.claimRemark(account, openid, expected, change.changeNo())) {
            throw new ApiException(ErrorCode.FOLLOWER_CONFLICT);
          }
        });
  }

  /**
   * A new tag.
   *
   * @throws ApiException TAG_LIMIT_REACHED, WECHAT_REFUSED
   */
  public FollowerChangeBO createTag(String account, String name, String operatorNo) {
    long own = tags.of(account).stream().filter(tag -> !tag.isSystem()).count();
    if (own >= MAX_TAGS) {
      throw new ApiException(ErrorCode.TAG_LIMIT_REACHED);
    }
    Wish wish = Wish.of(ChangeKind.TAG_CREATE).text(name, null);
    return made(account, wish, operatorNo, change -> {});
  }

  /**
   * Gives a tag another name.
   *
   * @param expected the one that the operator saw
   * @throws ApiException TAG_NOT_FOUND, TAG_PROTECTED, TAG_CONFLICT, WECHAT_REFUSED
   */
  public FollowerChangeBO renameTag(
      String account, int tagId, String name, String expected, String operatorNo) {
    return made(
        account,
        Wish.of(ChangeKind.TAG_RENAME).tag(requireOwnTag(account, tagId)).text(name, expected),
        operatorNo,
        change -> claimTag(change, tagId, expected));
  }

  /**
   * Takes a tag away, from all who have it.
   *
   * @param expected the name that the operator saw
   * @throws ApiException TAG_NOT_FOUND, TAG_PROTECTED, TAG_CONFLICT, WECHAT_REFUSED
   */
  public FollowerChangeBO deleteTag(String account, int tagId, String expected, String operatorNo) {
    return made(
        account,
        Wish.of(ChangeKind.TAG_DELETE).tag(requireOwnTag(account, tagId)).text(expected, null),
        operatorNo,
        change -> claimTag(change, tagId, expected));
  }

  /**
   * One change.
   *
   * @throws ApiException FOLLOWER_NOT_FOUND
   */
  public FollowerChangeBO get(String account, String changeNo) {
    return store
        .find(changeNo)
        .filter(change -> change.account().equals(account))
        .orElseThrow(() -> new ApiException(ErrorCode.FOLLOWER_NOT_FOUND));
  }

  /** Whom a change is about: the first of them, and the first of those whom WeChat refused. */
  public ChangeDetails detailsOf(FollowerChangeBO change) {
    return new ChangeDetails(
        followersOf(change, null, SHOWN),
        change.refused() == 0 ? List.of() : store.refusals(change.changeNo(), SHOWN));
  }

  /**
   * Whom a change is about, in the order of their openids.
   *
   * @param after only those behind this one
   */
  public List<ChangedFollower> followersOf(
      FollowerChangeBO change, @Nullable String after, int limit) {
    return change.kind().perCall() == 0
        ? List.of()
        : store.followers(change.changeNo(), Objects.requireNonNullElse(after, ""), limit);
  }

  /**
   * Changes, the newest first.
   *
   * @param after only those older than this one
   */
  public List<FollowerChangeBO> page(String account, @Nullable String after, int limit) {
    return store.page(account, Objects.requireNonNullElse(after, "~"), limit);
  }

  private interface Claim {
    void make(FollowerChangeBO change);
  }

  /** What is asked for. */
  private record Wish(
      ChangeKind kind,
      @Nullable TagBO tag,
      @Nullable String text,
      @Nullable String former,
      @Nullable String reason,
      List<String> openids) {

    static Wish of(ChangeKind kind) {
      return new Wish(kind, null, null, null, null, List.of());
    }

    Wish tag(TagBO tag) {
      return new Wish(kind, tag, text, former, reason, openids);
    }

    Wish text(String text, @Nullable String former) {
      return new Wish(kind, tag, text, former, reason, openids);
    }

    Wish because(@Nullable String reason) {
      return new Wish(kind, tag, text, former, reason, openids);
    }

    Wish followers(List<String> openids) {
      return new Wish(
          kind, tag, text, former, reason, openids.stream().distinct().sorted().toList());
    }

    FollowerChangeBO begun(String account, String operatorNo, Instant now) {
      return new FollowerChangeBO(
          Ids.withPrefix("flc_"),
          account,
          kind,
          tag == null ? null : tag.tagId(),
          tag == null ? null : tag.name(),
          text,
          former,
          reason,
          operatorNo,
          ChangeStatus.RUNNING,
          Math.max(1, openids.size()),
          0,
          0,
          0,
          null,
          null,
          now.plus(HEAD_START),
          null,
          now,
          null);
    }
  }

  private FollowerChangeBO made(String account, Wish wish, String operatorNo, Claim claim) {
    FollowerChangeBO change = wish.begun(account, operatorNo, clock.instant());
    transaction.executeWithoutResult(
        tx -> {
          claim.make(change);
          store.insert(change, wish.openids());
          auditLog.append(
              operatorNo, wish.kind().begun(), change.changeNo(), detailOf(account, wish));
        });
    worker.tryNow(change, WAIT);
    FollowerChangeBO made = get(account, change.changeNo());
    if (!wish.kind().isBulk() && made.status() == ChangeStatus.REFUSED) {
      throw new ApiException(
          ErrorCode.WECHAT_REFUSED,
          Map.of(
              "changeNo", made.changeNo(),
              "errcode", String.valueOf(made.errcode()),
              "problem", String.valueOf(made.problem())));
    }
    return made;
  }

  /**
   * Which tag, how many followers and the first of them, and why. Without remarks, which may tell
   * of a person and could never be taken out of the audit log: the change has them.
   */
  private static String detailOf(String account, Wish wish) {
    StringBuilder detail = new StringBuilder(account);
    TagBO tag = wish.tag();
    if (tag != null) {
      detail.append(", tag ").append(tag.tagId()).append(" \"").append(tag.name()).append('"');
    }
    if (wish.kind().perCall() == 0 && wish.kind() != ChangeKind.TAG_DELETE) {
      detail.append(tag == null ? ", tag \"" : " to \"").append(wish.text()).append('"');
    }
    List<String> openids = wish.openids();
    if (!openids.isEmpty()) {
      int named = Math.min(NAMED, openids.size());
      detail.append(", ").append(openids.size());
      detail.append(openids.size() == 1 ? " follower: " : " followers: ");
      detail.append(String.join(", ", openids.subList(0, named)));
      if (named < openids.size()) {
        detail.append(" and ").append(openids.size() - named).append(" more");
      }
    }
    if (wish.reason() != null) {
      detail.append("; ").append(wish.reason());
    }
    return detail.toString();
  }

  private void claimTag(FollowerChangeBO change, int tagId, String expected) {
    if (!tags.claim(change.account(), tagId, expected, change.changeNo())) {
      throw new ApiException(ErrorCode.TAG_CONFLICT);
    }
  }

  private TagBO requireOwnTag(String account, int tagId) {
    TagBO tag = requireTag(account, tagId);
    if (tag.isSystem()) {
      throw new ApiException(ErrorCode.TAG_PROTECTED);
    }
    return tag;
  }

  private TagBO requireTag(String account, int tagId) {
    return tags.of(account).stream()
        .filter(tag -> tag.tagId() == tagId)
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.TAG_NOT_FOUND));
  }
}
