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

  private static final int SHOWN_REFUSALS = 100;

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
    requireTag(account, tagId);
    return made(account, kind, tagId, null, null, openids, operatorNo, change -> {});
  }

  /** Puts these onto the block list, or takes them off. */
  public FollowerChangeBO block(
      String account,
      ChangeKind kind,
      List<String> openids,
      @Nullable String reason,
      String operatorNo) {
    return made(account, kind, null, null, reason, openids, operatorNo, change -> {});
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
        ChangeKind.REMARK,
        null,
        remark,
        null,
        List.of(openid),
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
    return made(
        account, ChangeKind.TAG_CREATE, null, name, null, List.of(), operatorNo, change -> {});
  }

  /**
   * Gives a tag another name.
   *
   * @param expected the one that the operator saw
   * @throws ApiException TAG_NOT_FOUND, TAG_PROTECTED, TAG_CONFLICT, WECHAT_REFUSED
   */
  public FollowerChangeBO renameTag(
      String account, int tagId, String name, String expected, String operatorNo) {
    requireOwnTag(account, tagId);
    return made(
        account,
        ChangeKind.TAG_RENAME,
        tagId,
        name,
        null,
        List.of(),
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
    requireOwnTag(account, tagId);
    return made(
        account,
        ChangeKind.TAG_DELETE,
        tagId,
        expected,
        null,
        List.of(),
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

  /** The first of those for whom WeChat refused a change. */
  public List<ChangeRefusal> refusals(FollowerChangeBO change) {
    return change.refused() == 0 ? List.of() : store.refusals(change.changeNo(), SHOWN_REFUSALS);
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

  private FollowerChangeBO made(
      String account,
      ChangeKind kind,
      @Nullable Integer tagId,
      @Nullable String text,
      @Nullable String reason,
      List<String> openids,
      String operatorNo,
      Claim claim) {
    Instant now = clock.instant();
    List<String> once = openids.stream().distinct().toList();
    FollowerChangeBO change =
        new FollowerChangeBO(
            Ids.withPrefix("flc_"),
            account,
            kind,
            tagId,
            text,
            reason,
            operatorNo,
            ChangeStatus.RUNNING,
            Math.max(1, once.size()),
            0,
            0,
            0,
            null,
            null,
            now.plus(HEAD_START),
            now,
            null);
    transaction.executeWithoutResult(
        tx -> {
          claim.make(change);
          store.insert(change, once);
          auditLog.append(operatorNo, kind.begun(), change.changeNo(), detailOf(change));
        });
    worker.tryNow(change, WAIT);
    FollowerChangeBO made = get(account, change.changeNo());
    if (!kind.isBulk() && made.status() == ChangeStatus.REFUSED) {
      throw new ApiException(
          ErrorCode.WECHAT_REFUSED,
          Map.of(
              "changeNo", made.changeNo(),
              "errcode", String.valueOf(made.errcode()),
              "problem", String.valueOf(made.problem())));
    }
    return made;
  }

  /** Without remarks, which may tell of a person. */
  private static String detailOf(FollowerChangeBO change) {
    String tag = change.tagId() == null ? "" : " tag " + change.tagId();
    String reason = change.reason() == null ? "" : ": " + change.reason();
    return change.account() + tag + ", " + change.total() + reason;
  }

  private void claimTag(FollowerChangeBO change, int tagId, String expected) {
    if (!tags.claim(change.account(), tagId, expected, change.changeNo())) {
      throw new ApiException(ErrorCode.TAG_CONFLICT);
    }
  }

  private void requireOwnTag(String account, int tagId) {
    if (requireTag(account, tagId).isSystem()) {
      throw new ApiException(ErrorCode.TAG_PROTECTED);
    }
  }

  private TagBO requireTag(String account, int tagId) {
    return tags.of(account).stream()
        .filter(tag -> tag.tagId() == tagId)
        .findFirst()
        .orElseThrow(() -> new ApiException(ErrorCode.TAG_NOT_FOUND));
  }
}
