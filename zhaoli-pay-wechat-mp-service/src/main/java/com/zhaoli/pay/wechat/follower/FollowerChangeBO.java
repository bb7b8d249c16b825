package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants changed at WeChat, and what became of it. Does not print its text.
 *
 * @param tagId of a TAG_CREATE: once it is done
 * @param text a tag's name, or a remark
 * @param total how many followers it is about; 1 where it is about a tag
 * @param attempts tries in a row that came to nothing
 * @param errcode the last with which WeChat refused something
 */
public record FollowerChangeBO(
    String changeNo,
    String account,
    ChangeKind kind,
    @Nullable Integer tagId,
    @Nullable String text,
    @Nullable String reason,
    String operatorNo,
    ChangeStatus status,
    int total,
    int done,
    int refused,
    int attempts,
    @Nullable Integer errcode,
    @Nullable String problem,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant settledAt) {

  @Override
  public String toString() {
    return "FollowerChangeBO[" + changeNo + " " + kind + " " + status + "]";
  }
}
