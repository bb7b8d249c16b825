package com.zhaoli.pay.wechat.follower.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.wechat.follower.SyncPhase;
import com.zhaoli.pay.wechat.follower.SyncRunBO;
import com.zhaoli.pay.wechat.follower.SyncStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sync as operators see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncVO(
    String runNo,
    String account,
    SyncStatus status,
    SyncPhase phase,
    int total,
    int read,
    int found,
    int left,
    int blocked,
    int calls,
    @Nullable String problem,
    @Nullable Instant nextAttemptAt,
    String startedBy,
    Instant startedAt,
    @Nullable Instant settledAt) {

  static SyncVO of(SyncRunBO run) {
    return new SyncVO(
        run.runNo(),
        run.account(),
        run.status(),
        run.phase(),
        run.total(),
        run.read(),
        run.found(),
        run.gone(),
        run.blocked(),
        run.calls(),
        run.problem(),
        run.nextAttemptAt(),
        run.startedBy(),
        run.startedAt(),
        run.settledAt());
  }
}
