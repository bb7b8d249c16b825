package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of all followers with WeChat.
 *
 * @param position the openid, or in the phase ABSENT the id, up to which the phase has come
 * @param total how many followers WeChat counts
 * @param read how many of them were read
 * @param found how many were not known to follow
 * @param gone how many were taken for followers
 * @param restarts how often a list had to be read from its beginning again
 * @param attempts tries in a row that came to nothing
 * @param problem why it waits, or what it ended with
 */
public record SyncRunBO(
    String runNo,
    String account,
    SyncStatus status,
    SyncPhase phase,
    String position,
    int total,
    int read,
    int found,
    int gone,
    int blocked,
    int calls,
    int restarts,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String problem,
    String startedBy,
    Instant startedAt,
    @Nullable Instant settledAt) {

  static SyncRunBO begun(String runNo, String account, String startedBy, Instant at) {
    return new SyncRunBO(
        runNo,
        account,
        SyncStatus.RUNNING,
        SyncPhase.TAGS,
        "",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        at,
        null,
        startedBy,
        at,
        null);
  }
}
