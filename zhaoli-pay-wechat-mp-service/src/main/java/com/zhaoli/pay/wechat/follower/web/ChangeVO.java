package com.zhaoli.pay.wechat.follower.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.follower.ChangeDetails;
import com.zhaoli.pay.wechat.follower.ChangeKind;
import com.zhaoli.pay.wechat.follower.ChangeStatus;
import com.zhaoli.pay.wechat.follower.ChangedFollower;
import com.zhaoli.pay.wechat.follower.FollowerChangeBO;
import com.zhaoli.pay.wechat.follower.FollowerErrcodes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A change as operators see it. Does not print its text.
 *
 * @param followers the first of those whom it is about; absent in a list, as the refusals are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeVO(
    String changeNo,
    String account,
    ChangeKind kind,
    @Nullable Integer tagId,
    @Nullable String tagName,
    @Nullable String text,
    @Nullable String former,
    @Nullable String reason,
    ChangeStatus status,
    int total,
    int done,
    int refused,
    int pending,
    @Nullable Integer errcode,
    @Nullable String problem,
    @Nullable Instant nextAttemptAt,
    String operatorNo,
    Instant createdAt,
    @Nullable Instant settledAt,
    @Nullable List<ChangedVO> followers,
    @Nullable List<ChangedVO> refusals) {

  /** A follower whom it is about. Does not print who it is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChangedVO(
      String openid,
      ChangedFollower.State state,
      @Nullable Integer errcode,
      @Nullable String problem) {
    static ChangedVO of(ChangedFollower follower) {
      Integer errcode = follower.errcode();
      return new ChangedVO(
          follower.openid(),
          follower.state(),
          errcode,
          errcode == null ? null : FollowerErrcodes.inWords(errcode));
    }

    @Override
    public String toString() {
      return "ChangedVO[" + state + "]";
    }
  }

  static ChangeVO of(FollowerChangeBO change) {
    return of(change, null);
  }

  static ChangeVO of(FollowerChangeBO change, @Nullable ChangeDetails details) {
    return new ChangeVO(
        change.changeNo(),
        change.account(),
        change.kind(),
        change.tagId(),
        change.tagName(),
        change.text(),
        change.former(),
        change.reason(),
        change.status(),
        change.total(),
        change.done(),
        change.refused(),
        change.total() - change.done() - change.refused(),
        change.errcode(),
        change.problem(),
        change.nextAttemptAt(),
        change.operatorNo(),
        change.createdAt(),
        change.settledAt(),
        details == null || details.followers().isEmpty() ? null : shown(details.followers()),
        details == null ? null : shown(details.refusals()));
  }

  private static List<ChangedVO> shown(List<ChangedFollower> followers) {
    return followers.stream().map(ChangedVO::of).toList();
  }

  /** 200 with the outcome, or 202 while it is under way. */
  static ResponseEntity<ChangeVO> answer(FollowerChangeBO change, ChangeDetails details) {
    boolean running = change.status() == ChangeStatus.RUNNING;
    return ResponseEntity.status(running ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(of(change, details));
  }

  @Override
  public String toString() {
    return "ChangeVO[" + changeNo + " " + kind + " " + status + "]";
  }
}
