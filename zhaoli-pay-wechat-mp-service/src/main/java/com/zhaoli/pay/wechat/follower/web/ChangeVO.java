package com.zhaoli.pay.wechat.follower.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.follower.ChangeKind;
import com.zhaoli.pay.wechat.follower.ChangeRefusal;
import com.zhaoli.pay.wechat.follower.ChangeStatus;
import com.zhaoli.pay.wechat.follower.FollowerChangeBO;
import com.zhaoli.pay.wechat.follower.FollowerErrcodes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A change as operators see it. Does not print its text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeVO(
    String changeNo,
    String account,
    ChangeKind kind,
    @Nullable Integer tagId,
    @Nullable String text,
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
    @Nullable List<RefusalVO> refusals) {

  /** A follower for whom WeChat refused it. */
  record RefusalVO(String openid, int errcode, String problem) {
    static RefusalVO of(ChangeRefusal refusal) {
      return new RefusalVO(
          refusal.openid(), refusal.errcode(), FollowerErrcodes.inWords(refusal.errcode()));
    }
  }

  static ChangeVO of(FollowerChangeBO change) {
    return of(change, null);
  }

  static ChangeVO of(FollowerChangeBO change, @Nullable List<ChangeRefusal> refusals) {
    return new ChangeVO(
        change.changeNo(),
        change.account(),
        change.kind(),
        change.tagId(),
        change.text(),
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
        refusals == null ? null : refusals.stream().map(RefusalVO::of).toList());
  }

  /** 200 with the outcome, or 202 while it is under way. */
  static ResponseEntity<ChangeVO> answer(FollowerChangeBO change, List<ChangeRefusal> refusals) {
    boolean running = change.status() == ChangeStatus.RUNNING;
    return ResponseEntity.status(running ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(of(change, refusals));
  }

  @Override
  public String toString() {
    return "ChangeVO[" + changeNo + " " + kind + " " + status + "]";
  }
}
